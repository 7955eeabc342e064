using System.Reflection;
using System.Reflection.Emit;
using Atelier.Networks.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Atelier.Tests.Networks.Runtime;

public class TensorMathTests
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<ushort, OpCode> OpCodes =
        typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => (ushort)o.Value);

    [Theory]
    [InlineData(typeof(Stylizer))]
    [InlineData(typeof(TensorMathTests))]
    public void Calls_OfAnAssemblyThatUsesTheEngine_MakeNoScalarElsewhere(Type of)
    {
        var making = MethodsThatMakeScalars();
        Assert.Contains(Identity(typeof(Tensor).GetMethod("square", [])!), making);
        Assert.Contains(Identity(typeof(Tensor).GetMethod("op_Addition", [typeof(Tensor), typeof(Tensor)])!), making);

        var calls = from method in Methods(of.Assembly)
                    where method.DeclaringType != typeof(TensorMath)
                    from called in Calls(method)
                    where making.Contains(Identity(called)) && called.Name != "invoke" // of TorchScript, which makes one for a result that is a number
                    select $"{method.DeclaringType}.{method.Name} calls {called.DeclaringType}.{called.Name}";

        Assert.Empty(calls);
    }

    [Fact]
    public void EachOperation_OfNumbers_IsWhatItSays()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Row(1, -2, 3), Row(4, 5, 6));

        AssertRow([5, 3, 9], a.Add(b));
        AssertRow([3.5f, 0.5f, 5.5f], a.Add(2.5));
        AssertRow([3, 0, 5], a.Add(2));
        AssertRow([0.5f, -2.5f, 2.5f], a.Subtract(0.5));
        AssertRow([0, 3, -2], a.OneMinus());
        AssertRow([0.5f, -1, 1.5f], a.Multiply(0.5));
        AssertRow([2, -4, 6], a.Multiply(2));
        AssertRow([2, -4, 6], a.Divide(0.5));
        AssertRow([1, 4, 9], a.Square());
        AssertRow([1, 0, 3], a.ClampMin(0));
        AssertRow([1, -2, 2], a.ClampMax(2));
        AssertRow([1, -1, 2], a.Clamp(-1, 2));
        AssertRow([0, 0, 1], a.GreaterThan(1));
        AssertRow([1, 0, 1], a.GreaterThanOrEqual(1));
        AssertRow([3, 4, 5], TensorMath.Range(3, 6, ScalarType.Float32));
        Assert.Equal(ScalarType.Int64, TensorMath.Range(3, 6, ScalarType.Int64).Add(1).Multiply(2).dtype);
    }

    [Fact]
    public void EachOperationInPlace_OfNumbers_IsWhatItSaysAndGivesItsTensor()
    {
        using var scope = NewDisposeScope();
        AssertInPlace([5, 3, 9], a => a.AddInPlace(Row(4, 5, 6)));
        AssertInPlace([3, 0.5f, 6], a => a.AddInPlace(Row(4, 5, 6), 0.5));
        AssertInPlace([3.5f, 0.5f, 5.5f], a => a.AddInPlace(2.5));
        AssertInPlace([9, 10.5f, 21], a => a.AddProductInPlace(Row(4, 5, 6), Row(4, 5, 6), 0.5));
        AssertInPlace([11, -2, 7], a => a.AddAtInPlace(0, tensor(new long[] { 2, 0, 0 }), Row(4, 5, 5)));
        AssertInPlace([0.5f, -1, 1.5f], a => a.MultiplyInPlace(0.5));
        AssertInPlace([2, -4, 6], a => a.DivideInPlace(0.5));
        AssertInPlace([1, 4, 9], a => a.SquareInPlace());
        AssertInPlace([1, -1, 2], a => a.ClampInPlace(-1, 2));
        AssertInPlace([7, 7, 7], a => a.FillInPlace(7));

        static void AssertInPlace(float[] expected, Func<Tensor, Tensor> operation)
        {
            var a = Row(1, -2, 3);
            Assert.Same(a, operation(a));
            AssertRow(expected, a);
        }
    }

    private static Tensor Row(params float[] values) => tensor(values);

    private static void AssertRow(float[] expected, Tensor actual) =>
        Assert.Equal(expected, actual.to(ScalarType.Float32).data<float>().ToArray());

    // Of TorchSharp: all that construct a Scalar, and all that call one of those.
    private static HashSet<(Module, int)> MethodsThatMakeScalars()
    {
        var scalar = typeof(torch).Assembly.GetType("TorchSharp.Scalar", throwOnError: true)!;
        var callers = Methods(scalar.Assembly)
            .SelectMany(method => Calls(method).Select(called => (method, called)))
            .ToLookup(pair => Identity(pair.called), pair => Identity(pair.method));
        var found = scalar.GetConstructors(Everything).Select(Identity).ToHashSet();
        var next = new Queue<(Module, int)>(found);
        while (next.TryDequeue(out var method))
        {
            foreach (var caller in callers[method].Where(found.Add))
            {
                next.Enqueue(caller);
            }
        }

        return found;
    }

    // The same for every instance of a generic method.
    private static (Module, int) Identity(MethodBase method) => (method.Module, method.MetadataToken);

    private static IEnumerable<MethodBase> Methods(Assembly assembly) =>
        assembly.GetTypes().SelectMany(t => t.GetMethods(Everything).Concat<MethodBase>(t.GetConstructors(Everything)));

    // What the instructions of a method name as a method.
    private static List<MethodBase> Calls(MethodBase method)
    {
        List<MethodBase> calls = [];
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var (ofType, ofMethod) = (method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xfe ? (ushort)(0xfe00 | code[++at]) : code[at];
            at++;
            var operand = OpCodes[value].OperandType;
            if (operand == OperandType.InlineMethod && method.Module.ResolveMethod(BitConverter.ToInt32(code, at), ofType, ofMethod) is { } called)
            {
                calls.Add(called);
            }

            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }

        return calls;
    }
}
