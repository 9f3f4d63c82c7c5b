-- Run once, in the transaction of 0001.sql, under the lock of migrations.
create schema if not exists clustergateway;
create table if not exists clustergateway.schema_version (version int primary key, applied_at timestamptz not null default now());
