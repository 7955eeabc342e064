using Atelier.Networks;
using Atelier.Networks.Runtime;
using TorchSharp;

namespace Atelier.Tests;

public class ResultGuardTests
{
    [Theory]
    [InlineData(0.03, 1.2, true)]
    [InlineData(0.03, -0.2, true)]
    [InlineData(0.03, 1.01, false)]
    [InlineData(0.01, 1.2, false)]
    public void Check_ValuesOutOfRange_AreFoundFromTwoPercent(double share, double value, bool isFound)
    {
        var content = FormulaPictures.Content;
        using var painted = PictureTensors.ToTensor(content, torch.CPU);
        using var some = painted.view(-1).narrow(0, 0, (long)(share * content.Pixels.Length)).FillInPlace(value);

        var found = ResultGuard.Check(painted, content, new StylizePictures(content, FormulaPictures.Style));

        Assert.Equal(isFound, found.Any(f => f.Code == MessageCodes.GuardRange));
    }
}
