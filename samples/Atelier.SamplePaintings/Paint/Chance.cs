namespace Atelier.SamplePaintings.Paint;

/// <summary>What the painters ask of a seeded generator.</summary>
internal static class Chance
{
    /// <summary>A value of a range.</summary>
    public static float Between(this Random random, float low, float high) => low + ((high - low) * random.NextSingle());

    /// <summary>A value around zero, usually small: the mean of two draws, at most <paramref name="size"/> away.</summary>
    public static float Spread(this Random random, float size) => size * (random.NextSingle() + random.NextSingle() - 1);

    /// <summary>Whether something of this probability happens now.</summary>
    public static bool Happens(this Random random, float probability) => random.NextSingle() < probability;
}
