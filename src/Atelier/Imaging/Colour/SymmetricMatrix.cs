namespace Atelier.Imaging.Colour;

/// <summary>A symmetric matrix of 3×3, with functions of it by way of its eigenvalues.</summary>
internal readonly struct SymmetricMatrix
{
    private const int Size = 3;
    private readonly double[,] _values;

    /// <summary>Takes over the values.</summary>
    public SymmetricMatrix(double[,] values) => _values = values;

    /// <summary>A value.</summary>
    public double this[int row, int column] => _values[row, column];

    /// <summary>A·B·A of symmetric matrices, which is symmetric again.</summary>
    public static SymmetricMatrix Sandwich(SymmetricMatrix outer, SymmetricMatrix inner) =>
        new(Product(Product(outer._values, inner._values), outer._values));

    /// <summary>The matrix with the same eigenvectors, and with a function of each eigenvalue in its place.</summary>
    public SymmetricMatrix Map(Func<double, double> function)
    {
        var (values, vectors) = Eigen();
        var result = new double[Size, Size];
        for (var k = 0; k < Size; k++)
        {
            var value = function(values[k]);
            for (var i = 0; i < Size; i++)
            {
                for (var j = 0; j < Size; j++)
                {
                    result[i, j] += value * vectors[i, k] * vectors[j, k];
                }
            }
        }

        return new SymmetricMatrix(result);
    }

    // Jacobi's rotations (Golub and Van Loan, Matrix Computations, section 8.5): three numbers off the diagonal, one zeroed
    // after the other, until none is left; a few rounds.
    private (double[] Values, double[,] Vectors) Eigen()
    {
        var a = (double[,])_values.Clone();
        var vectors = new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
        for (var round = 0; round < 30; round++)
        {
            foreach (var (p, q) in new[] { (0, 1), (0, 2), (1, 2) })
            {
                if (a[p, q] == 0)
                {
                    continue;
                }

                var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
                var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
                var c = 1 / Math.Sqrt((t * t) + 1);
                var rotation = new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
                (rotation[p, p], rotation[q, q], rotation[p, q], rotation[q, p]) = (c, c, t * c, -t * c);
                a = Product(Product(Transposed(rotation), a), rotation);
                a[p, q] = a[q, p] = 0;
                vectors = Product(vectors, rotation);
            }
        }

        return ([a[0, 0], a[1, 1], a[2, 2]], vectors);
    }

    private static double[,] Transposed(double[,] a)
    {
        var result = new double[Size, Size];
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                result[i, j] = a[j, i];
            }
        }

        return result;
    }

    private static double[,] Product(double[,] a, double[,] b)
    {
        var result = new double[Size, Size];
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                for (var k = 0; k < Size; k++)
                {
                    result[i, j] += a[i, k] * b[k, j];
                }
            }
        }

        return result;
    }
}
