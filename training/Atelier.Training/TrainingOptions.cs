namespace Atelier.Training;

/// <summary>What a training is told.</summary>
internal sealed record TrainingOptions
{
    /// <summary>The teacher's weights.</summary>
    public string Teacher { get; init; } = "../shared/weights/vgg19-caffe.safetensors";

    /// <summary>A folder of photographs.</summary>
    public string Photos { get; init; } = "../shared/training/photos";

    /// <summary>A folder of paintings.</summary>
    public string Paintings { get; init; } = "../shared/training/paintings";

    /// <summary>Where checkpoints and the log go. A training that has a checkpoint here goes on from it.</summary>
    public string Work { get; init; } = "out/compact";

    /// <summary>The exported network.</summary>
    public string Export { get; init; } = "out/compact/compact.safetensors";

    /// <summary>Steps in all; the step size falls to zero with them.</summary>
    public int Steps { get; init; } = 8000;

    /// <summary>The share of the steps before the student's own pictures come in.</summary>
    public double NaturalShare { get; init; }

    /// <summary>Crops of a step.</summary>
    public int Batch { get; init; } = 8;

    /// <summary>The side of a crop.</summary>
    public int Side { get; init; } = 128;

    /// <summary>How often each batch is trained on: the teacher's pass costs more than the student's.</summary>
    public int Reuse { get; init; } = 2;

    /// <summary>The highest step size of Adam.</summary>
    public double Rate { get; init; } = 4e-4;

    /// <summary>The weight of Gram matrices in the loss against activations.</summary>
    public double GramWeight { get; init; } = 0.3;

    /// <summary>Steps between new pairs optimised with the student.</summary>
    public int PairEvery { get; init; } = 40;

    /// <summary>Pairs optimised before the student's own pictures come in.</summary>
    public int FirstPairs { get; init; } = 16;

    /// <summary>Whether a training that goes on first fits all weights anew by least squares.</summary>
    public bool Refit { get; init; }

    /// <summary>Batches that a fit by least squares sees.</summary>
    public int FitBatches { get; init; } = 48;

    /// <summary>Crops of each of them.</summary>
    public int FitBatch { get; init; } = 12;

    /// <summary>Steps between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 200;

    /// <summary>The seed of everything random.</summary>
    public int Seed { get; init; } = 19;

    /// <summary>Threads of the CPU; 0 for as many as there are.</summary>
    public int Threads { get; init; }

    /// <summary>cpu or cuda.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Whether the networks run in float32 even so: for processors that are slow at bfloat16.</summary>
    public bool Float32 { get; init; }
}
