namespace Atelier.Imaging.Colour;

/// <summary>A symmetric matrix of 3×3, with functions of it by way of its eigenvalues.</summary>
internal readonly struct SymmetricMatrix(double[,] values)
{
    private readonly double[,] _values = values;

    /// <summary>A value.</summary>
    public double this[int row, int column] => _values[row, column];

    /// <summary>A·B·A of symmetric matrices, which is symmetric again.</summary>
    public static SymmetricMatrix Sandwich(SymmetricMatrix outer, SymmetricMatrix inner) =>
        new(Product(Product(outer._values, inner._values), outer._values));

    /// <summary>The matrix with the same eigenvectors, and with a function of each eigenvalue in its place.</summary>
    public SymmetricMatrix Map(Func<double, double> function)
    {
        var (eigenvalues, v) = Eigen();
        var f = Array.ConvertAll(eigenvalues, value => function(value));
        return new SymmetricMatrix(Matrix((i, j) => (f[0] * v[i, 0] * v[j, 0]) + (f[1] * v[i, 1] * v[j, 1]) + (f[2] * v[i, 2] * v[j, 2])));
    }

    // Jacobi's rotations (Golub and Van Loan, Matrix Computations, section 8.5): three numbers off the diagonal, one zeroed
    // after the other, until none is left; a few rounds.
    private (double[] Values, double[,] Vectors) Eigen()
    {
        var a = _values;
        var vectors = Matrix((i, j) => i == j ? 1 : 0);
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
                var rotation = Matrix((i, j) =>
                    (i, j) == (p, q) ? t * c : (i, j) == (q, p) ? -t * c : i != j ? 0 : i == p || i == q ? c : 1);
                a = Product(Product(Matrix((i, j) => rotation[j, i]), a), rotation);
                a[p, q] = a[q, p] = 0;
                vectors = Product(vectors, rotation);
            }
        }

        return ([a[0, 0], a[1, 1], a[2, 2]], vectors);
    }

    private static double[,] Product(double[,] a, double[,] b) =>
        Matrix((i, j) => (a[i, 0] * b[0, j]) + (a[i, 1] * b[1, j]) + (a[i, 2] * b[2, j]));

    private static double[,] Matrix(Func<int, int, double> value) => new[,]
    {
        { value(0, 0), value(0, 1), value(0, 2) },
        { value(1, 0), value(1, 1), value(1, 2) },
        { value(2, 0), value(2, 1), value(2, 2) },
    };
}
