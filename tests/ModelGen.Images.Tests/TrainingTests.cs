using ModelGen.Data;

namespace ModelGen.Images.Tests;

/// <summary>A network is trained on photos from a folder, and says of a file what it says of the same sample.</summary>
public class TrainingTests
{
    [Fact]
    public void A_small_network_learns_photos_from_a_folder()
    {
        ImageFolder photos = ImageFolder.Load(Path.Combine(Photos.Folder, "train"), height: 32, width: 32);
        Assert.Equal("400 pictures of 32 x 32 x 3 in 10 classes: airplane 40, automobile 40, bird 40, cat 40, deer 40, dog 40, frog 40, "
            + "horse 40, ship 40, truck 40", photos.ToString());
        (Dataset train, Dataset validation) = photos.Split(validationSplit: 0.2, seed: 1);
        using var model = new PhotoNet(new CpuDevice(), seed: 1);
        model.Compile("adam", "sparse_categorical_crossentropy", "accuracy");
        History history = model.Fit(train, epochs: 6, batchSize: 32, validationData: validation, verbose: 0);
        Assert.True(history["loss"][^1] < 0.92 * history["loss"][0], $"{history}");
        Assert.True(history["val_loss"][^1] < history["val_loss"][0], $"{history}");

        float[] fromFile = model.Predict(ImageFile.Load(photos.Paths[7], 32, 32));
        Assert.Equal(model.Predict(photos.Data.Sample(7)), fromFile);
    }
}

/// <summary>The network of docs/images.md.</summary>
[Input(32, 32, 3)]
[Rescaling(1 / 255f)]
[Conv2D(32, 3, ReLU, Padding = Padding.Same)]
[MaxPool(2)]
[Conv2D(64, 3, ReLU, Padding = Padding.Same)]
[MaxPool(2)]
[Flatten]
[Dropout(0.5)]
[Dense(10, Softmax)]
public partial class PhotoNet;
