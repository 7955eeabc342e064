namespace Atelier;

/// <summary>The codes of <see cref="Message"/>: stable words for programs and for translations.</summary>
public static class MessageCodes
{
    /// <summary>An option has a value that cannot be used, or contradicts another one.</summary>
    public const string OptionInvalid = "option-invalid";

    /// <summary>The network has no layer of that name.</summary>
    public const string NoLayer = "no-layer";

    /// <summary>Something else that is in the way of a run.</summary>
    public const string Failed = "failed";

    /// <summary>A file or folder cannot be found.</summary>
    public const string FileMissing = "file-missing";

    /// <summary>A file cannot be read.</summary>
    public const string FileUnreadable = "file-unreadable";

    /// <summary>The process or the system has too many files open.</summary>
    public const string TooManyFiles = "too-many-files";

    /// <summary>A file cannot be written.</summary>
    public const string FileNotWritten = "file-not-written";

    /// <summary>A file of another kind is in the way.</summary>
    public const string FileExists = "file-exists";

    /// <summary>A file is no picture of a known kind.</summary>
    public const string NotAPicture = "not-a-picture";

    /// <summary>A picture file is damaged, cut short or of an unusual kind.</summary>
    public const string PictureDamaged = "picture-damaged";

    /// <summary>A picture file is a camera's raw file, which has to be developed first.</summary>
    public const string PictureRaw = "picture-raw";

    /// <summary>A picture file lacks its end, but nothing of the picture.</summary>
    public const string PictureMended = "picture-mended";

    /// <summary>Pixels of a picture are not finite numbers.</summary>
    public const string PictureNotFinite = "picture-not-finite";

    /// <summary>A picture could not be written to its place, and is kept elsewhere.</summary>
    public const string PictureRescued = "picture-rescued";

    /// <summary>The content picture is smaller than asked for, and is enlarged.</summary>
    public const string ContentEnlarged = "content-enlarged";

    /// <summary>A channel of a picture file is neither a colour nor an opacity, and is not used.</summary>
    public const string ChannelUnused = "channel-unused";

    /// <summary>A picture has more bytes or pixels than allowed.</summary>
    public const string PictureTooLarge = "picture-too-large";

    /// <summary>A picture has fewer pixels than the network needs.</summary>
    public const string PictureTooSmall = "picture-too-small";

    /// <summary>Nothing of a picture can be seen.</summary>
    public const string PictureTransparent = "picture-transparent";

    /// <summary>Two pictures that are compared differ in size.</summary>
    public const string PictureSizesDiffer = "picture-sizes-differ";

    /// <summary>A painting cannot be gone on from: another shape, too large, or not finished.</summary>
    public const string ContinueUnfit = "continue-unfit";

    /// <summary>A mask is black everywhere.</summary>
    public const string MaskEmpty = "mask-empty";

    /// <summary>A mask has hardly any white, or colours.</summary>
    public const string MaskUnusual = "mask-unusual";

    /// <summary>The white part of a mask is too small.</summary>
    public const string MaskTooSmall = "mask-too-small";

    /// <summary>A colour profile cannot be used; sRGB is assumed.</summary>
    public const string ProfileUnused = "profile-unused";

    /// <summary>The memory does not suffice.</summary>
    public const string TooLittleMemory = "too-little-memory";

    /// <summary>The space on the disk does not suffice.</summary>
    public const string TooLittleDisk = "too-little-disk";

    /// <summary>A loss is not a finite number.</summary>
    public const string Diverged = "diverged";

    /// <summary>A network is not there.</summary>
    public const string NoNetwork = "no-network";

    /// <summary>The network is not the best one for the run.</summary>
    public const string NetworkCoarse = "network-coarse";

    /// <summary>A network of that name is installed already.</summary>
    public const string NetworkExists = "network-exists";

    /// <summary>A network could not be downloaded.</summary>
    public const string NetworkNotFetched = "network-not-fetched";

    /// <summary>A file of weights is damaged, or is not such a network.</summary>
    public const string NetworkUnusable = "network-unusable";

    /// <summary>A device is not there.</summary>
    public const string NoDevice = "no-device";

    /// <summary>libtorch cannot be loaded.</summary>
    public const string NoEngine = "no-engine";

    /// <summary>A native library is not there: its package is missing.</summary>
    public const string NativeLibraryMissing = "native-library-missing";

    /// <summary>A checkpoint is damaged, or a file is no checkpoint.</summary>
    public const string CheckpointUnusable = "checkpoint-unusable";

    /// <summary>A checkpoint belongs to another run.</summary>
    public const string CheckpointOfOtherRun = "checkpoint-of-other-run";

    /// <summary>A checkpoint was written by another version of Atelier.</summary>
    public const string CheckpointOfOtherVersion = "checkpoint-of-other-version";

    /// <summary>A recipe is damaged, or says something that cannot be.</summary>
    public const string RecipeUnusable = "recipe-unusable";

    /// <summary>A file holds no recipe.</summary>
    public const string NoRecipe = "no-recipe";

    /// <summary>A recipe was written by a newer version of Atelier.</summary>
    public const string RecipeOfOtherVersion = "recipe-of-other-version";

    /// <summary>Pictures or the network have changed since a recipe was made.</summary>
    public const string RecipeChanged = "recipe-changed";

    /// <summary>The result has values out of range.</summary>
    public const string GuardRange = "guard-range";

    /// <summary>The result has spots.</summary>
    public const string GuardSpots = "guard-spots";

    /// <summary>The result has haze.</summary>
    public const string GuardHaze = "guard-haze";

    /// <summary>The result has a border that differs from its inside.</summary>
    public const string GuardBorder = "guard-border";

    /// <summary>A style picture is smaller than asked for, and is not enlarged.</summary>
    public const string StyleNotEnlarged = "style-not-enlarged";

    /// <summary>A style picture is not used.</summary>
    public const string StyleUnused = "style-unused";

    /// <summary>The content picture and the style picture are the same.</summary>
    public const string NothingToPaint = "nothing-to-paint";

    /// <summary>Adam took the place of L-BFGS.</summary>
    public const string OptimizerReplaced = "optimizer-replaced";

    /// <summary>Many steps were taken back because the loss rose.</summary>
    public const string StepsRejected = "steps-rejected";

    /// <summary>A checkpoint could not be written.</summary>
    public const string NotKeptSafe = "not-kept-safe";

    /// <summary>A resumed run computes its scales in another way than before, so that its bytes may differ.</summary>
    public const string ResumedDifferently = "resumed-differently";

    /// <summary>The allocator of this version of libtorch is unknown, so that steps may take longer.</summary>
    public const string AllocatorUnknown = "allocator-unknown";
}
