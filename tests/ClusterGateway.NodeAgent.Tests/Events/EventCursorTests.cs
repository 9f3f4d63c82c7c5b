using ClusterGateway.NodeAgent.Events;

namespace ClusterGateway.NodeAgent.Tests.Events;

public sealed class EventCursorTests
{
    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("57", 57, 0)]
    [InlineData("57.4123", 57, 4123)]
    public void TryParse_WhatWasWritten_IsReadBack(string text, long number, long known)
    {
        Assert.True(EventCursor.TryParse(text, out var cursor));
        Assert.Equal(new EventCursor(number, known), cursor);
        Assert.Equal(text.Length == 0 ? "0" : text, cursor.ToString());
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("1.2.3")]
    [InlineData("99999999999999999999")]
    public void TryParse_Nonsense_IsRefused(string text) => Assert.False(EventCursor.TryParse(text, out _));

    [Theory]
    [InlineData(0, 0, 100, false)]
    [InlineData(50, 0, 100, true)]
    [InlineData(50, 100, 100, false)]
    [InlineData(50, 100, 101, true)]
    [InlineData(100, 0, 100, false)]
    public void HasMissed_FollowsWhatTheReaderSawOrKnows(long number, long known, long removed, bool missed) =>
        Assert.Equal(missed, new EventCursor(number, known).HasMissed(removed));

    [Fact]
    public void Behind_CameWithoutACursor_KnowsOfTheGaps_AnEarlierReaderDoesNot()
    {
        Assert.Equal("5.100", default(EventCursor).Behind(5, 100).ToString());
        Assert.Equal("5", new EventCursor(4, 0).Behind(5, 100).ToString());
        Assert.Equal("105", new EventCursor(5, 100).Behind(105, 100).ToString());
    }
}
