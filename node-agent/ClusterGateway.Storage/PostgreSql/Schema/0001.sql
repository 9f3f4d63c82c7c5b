-- Everything in a schema of its own; several clusters may share one database.
create table clustergateway.entry (
  cluster text collate "C" not null,
  -- bytea compares by bytes, whatever the database's collation is: that gives key order and prefix ranges.
  key bytea not null,
  value bytea not null,
  revision bigint not null,
  expires_at timestamptz,
  primary key (cluster, key)
);

-- For housekeeping only: most entries never expire.
create index entry_expiry on clustergateway.entry (cluster, expires_at) where expires_at is not null;

-- Starts at the time, so that a database that was lost and made anew goes on above what nodes remember.
do $$
begin
  execute format('create sequence clustergateway.revision as bigint cache 1 start with %s',
    (extract(epoch from clock_timestamp()) * 1000000)::bigint);
end $$;

-- A revision above the lowest wanted. The jump is large, so that calls of nextval that race with setval never matter.
create function clustergateway.next_revision(lowest bigint) returns bigint language plpgsql volatile as $$
declare
  given bigint := nextval('clustergateway.revision');
begin
  if given <= lowest then
    -- Taken last, after all locks of keys, by everyone: no cycle.
    perform pg_advisory_xact_lock(hashtextextended('clustergateway.revision', 0));
    given := nextval('clustergateway.revision');
    if given <= lowest then
      perform setval('clustergateway.revision', lowest + 1000000);
      given := nextval('clustergateway.revision');
    end if;
  end if;
  return given;
end $$;

-- The whole commit in one statement. Kinds: 0 check, 1 put, 2 delete. Conditions: 0 any, 1 absent, 2 present, 3 at a revision.
-- Times to live in microseconds, 0 for ever. Answers one row of ordinal 0 with the revision, or one row for each operation whose
-- condition did not hold, with the live entry or null.
--
-- A key may not exist yet, so its lock is an advisory one. All commits take them in the order of their hashes, and nobody who waits
-- for anything else holds one: they cannot deadlock. The function is volatile, so that each statement in it, under read committed,
-- sees what was committed before the locks were granted.
create function clustergateway.commit(
  in_cluster text, kinds int[], keys bytea[], puts bytea[], ttls bigint[], conditions int[], revisions bigint[],
  lowest bigint, channel text, notice text, wait_ms int)
returns table (ordinal int, value bytea, revision bigint, remaining bigint) language plpgsql volatile as $$
#variable_conflict use_column
declare
  wanted record;
  moment timestamptz;
  given bigint;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'ClusterGateway needs read committed, not %', current_setting('transaction_isolation')
      using errcode = 'object_not_in_prerequisite_state', hint = 'alter role … set default_transaction_isolation = ''read committed''';
  end if;

  -- The caller gives up after this time; a commit should not succeed long after that.
  perform set_config('lock_timeout', wait_ms::text, true);
  for wanted in
    select hashtextextended(encode(o.key, 'hex'), hashtextextended(in_cluster, 0)) as hash, bool_or(o.kind <> 0) as writes
    from unnest(kinds, keys) as o(kind, key) group by 1 order by 1
  loop
    if wanted.writes then
      perform pg_advisory_xact_lock(wanted.hash);
    else
      perform pg_advisory_xact_lock_shared(wanted.hash);
    end if;
  end loop;

  -- Not now(): that is when the transaction began, before it waited.
  moment := clock_timestamp();
  return query
    select o.ordinal::int, e.value, e.revision, (extract(epoch from e.expires_at - moment) * 1000000)::bigint
    from unnest(keys, conditions, revisions) with ordinality as o(key, condition, revision, ordinal)
    left join clustergateway.entry e
      on e.cluster = in_cluster and e.key = o.key and (e.expires_at is null or e.expires_at > moment)
    where not case o.condition
      when 0 then true
      when 1 then e.key is null
      when 2 then e.key is not null
      else coalesce(e.revision = o.revision, false)
    end
    order by o.ordinal;
  if found then
    return;
  end if;

  given := clustergateway.next_revision(lowest);
  insert into clustergateway.entry as e (cluster, key, value, revision, expires_at)
    select in_cluster, o.key, o.value, given, case when o.ttl > 0 then moment + o.ttl * interval '1 microsecond' end
    from unnest(kinds, keys, puts, ttls) as o(kind, key, value, ttl)
    where o.kind = 1
    on conflict (cluster, key) do update
      set value = excluded.value, revision = excluded.revision, expires_at = excluded.expires_at;
  delete from clustergateway.entry e using unnest(kinds, keys) as o(kind, key)
    where o.kind = 2 and e.cluster = in_cluster and e.key = o.key;
  if notice is not null then
    perform pg_notify(channel, notice);
  end if;

  return query select 0, null::bytea, given, null::bigint;
end $$;
