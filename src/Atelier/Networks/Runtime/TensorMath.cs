using TorchSharp;
using static TorchSharp.torch;

#pragma warning disable RS0030 // These are the operations that the others are told to call.

namespace Atelier.Networks.Runtime;

/// <summary>
/// Operations of tensors with numbers, and those within which TorchSharp makes a number. TorchSharp hands libtorch the address of a
/// <see cref="Scalar"/> that nothing refers to any more, so that a collection may free what libtorch is about to read. Each operation here
/// holds its scalars until libtorch has returned. BannedSymbols.txt forbids TorchSharp's own everywhere else.
/// </summary>
internal static class TensorMath
{
    // They live as long as the process.
    private static readonly Scalar One = 1;
    private static readonly Scalar Two = 2;

    /// <summary>The numbers from <paramref name="start"/> up to but without <paramref name="end"/>, one apart, on the processor.</summary>
    public static Tensor Range(long start, long end, ScalarType format)
    {
        using Scalar first = start;
        using Scalar last = end;
        return arange(first, last, One, format);
    }

    /// <summary>a ← b everywhere.</summary>
    public static Tensor FillInPlace(this Tensor a, double b)
    {
        using Scalar number = b;
        return a.fill_(number);
    }

    /// <summary>a + b.</summary>
    public static Tensor Add(this Tensor a, Tensor b) => a.add(b, One);

    /// <summary>a + b.</summary>
    public static Tensor Add(this Tensor a, double b)
    {
        using Scalar number = b;
        return a.add(number, One);
    }

    /// <summary>a + b, which leaves integers integers.</summary>
    public static Tensor Add(this Tensor a, long b)
    {
        using Scalar number = b;
        return a.add(number, One);
    }

    /// <summary>a ← a + b.</summary>
    public static Tensor AddInPlace(this Tensor a, Tensor b) => a.add_(b, One);

    /// <summary>a ← a + factor·b.</summary>
    public static Tensor AddInPlace(this Tensor a, Tensor b, double factor)
    {
        using Scalar alpha = factor;
        return a.add_(b, alpha);
    }

    /// <summary>a ← a + b.</summary>
    public static Tensor AddInPlace(this Tensor a, double b)
    {
        using Scalar number = b;
        return a.add_(number, One);
    }

    /// <summary>a ← a + factor·b·c, element by element.</summary>
    public static Tensor AddProductInPlace(this Tensor a, Tensor b, Tensor c, double factor)
    {
        using Scalar number = factor;
        return a.addcmul_(b, c, number);
    }

    /// <summary>Adds each slice of <paramref name="b"/> along a dimension to the slice of a that its index names.</summary>
    public static Tensor AddAtInPlace(this Tensor a, long dimension, Tensor index, Tensor b) => a.index_add_(dimension, index, b, One);

    /// <summary>a − b.</summary>
    public static Tensor Subtract(this Tensor a, double b)
    {
        using Scalar number = b;
        return a.sub(number);
    }

    /// <summary>1 − a.</summary>
    public static Tensor OneMinus(this Tensor a) => a.negative().add(One, One);

    /// <summary>a·b.</summary>
    public static Tensor Multiply(this Tensor a, double b)
    {
        using Scalar number = b;
        return a.mul(number);
    }

    /// <summary>a·b, which leaves integers integers.</summary>
    public static Tensor Multiply(this Tensor a, long b)
    {
        using Scalar number = b;
        return a.mul(number);
    }

    /// <summary>a ← a·b.</summary>
    public static Tensor MultiplyInPlace(this Tensor a, double b)
    {
        using Scalar number = b;
        return a.mul_(number);
    }

    /// <summary>a ÷ b.</summary>
    public static Tensor Divide(this Tensor a, double b)
    {
        using Scalar number = b;
        return a.div(number);
    }

    /// <summary>a ← a ÷ b.</summary>
    public static Tensor DivideInPlace(this Tensor a, double b)
    {
        using Scalar number = b;
        return a.div_(number);
    }

    /// <summary>a².</summary>
    public static Tensor Square(this Tensor a) => a.pow(Two);

    /// <summary>a ← a².</summary>
    public static Tensor SquareInPlace(this Tensor a) => a.pow_(Two);

    /// <summary>a, but nothing below <paramref name="least"/>.</summary>
    public static Tensor ClampMin(this Tensor a, double least)
    {
        using Scalar number = least;
        return a.clamp_min(number);
    }

    /// <summary>a, but nothing above <paramref name="most"/>.</summary>
    public static Tensor ClampMax(this Tensor a, double most)
    {
        using Scalar number = most;
        return a.clamp_max(number);
    }

    /// <summary>a, but nothing below <paramref name="least"/> or above <paramref name="most"/>.</summary>
    public static Tensor Clamp(this Tensor a, double least, double most)
    {
        using Scalar from = least;
        using Scalar to = most;
        return a.clamp(from, to);
    }

    /// <summary>The same in place.</summary>
    public static Tensor ClampInPlace(this Tensor a, double least, double most)
    {
        using Scalar from = least;
        using Scalar to = most;
        return a.clamp_(from, to);
    }

    /// <summary>Where a is above <paramref name="b"/>.</summary>
    public static Tensor GreaterThan(this Tensor a, double b)
    {
        using Scalar number = b;
        return a.gt(number);
    }

    /// <summary>Where a is at least <paramref name="b"/>.</summary>
    public static Tensor GreaterThanOrEqual(this Tensor a, double b)
    {
        using Scalar number = b;
        return a.ge(number);
    }
}
