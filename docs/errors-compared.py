"""The mistakes of errors-compared.md in PyTorch: runs each and prints the last line of what is said, or that nothing is.

Debian: apt-get install python3-torch, then /usr/bin/python3 docs/errors-compared.py
"""

import warnings

import torch
from torch import nn

images = torch.zeros(4, 1, 28, 28)
labels = torch.tensor([1, 2, 3, 4])


def flatten_forgotten():
    nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.Linear(5408, 10))(images)


def features_counted_wrong():
    nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1050, 10))(images)


def kernel_larger_than_the_image():
    nn.Conv2d(1, 8, 5)(torch.zeros(4, 1, 4, 4))


def channels_in_the_wrong_place():
    nn.Conv2d(1, 8, 3)(torch.zeros(4, 28, 28, 1))


def image_without_channels():
    nn.Conv2d(1, 8, 3)(torch.zeros(4, 28, 28))


def reshape_that_does_not_add_up():
    torch.zeros(4, 784).reshape(4, 28, 27, 1)


def shapes_that_do_not_add():
    trunk = torch.zeros(4, 8)
    trunk + nn.Linear(8, 6)(trunk)


def concatenate_of_other_sizes():
    torch.cat([nn.Conv2d(1, 8, 3)(images), nn.Conv2d(1, 8, 5)(images)], dim=1)


def softmax_and_logits():
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10), nn.Softmax(dim=1))
    nn.CrossEntropyLoss()(model(images), labels)


def no_softmax():
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    nn.NLLLoss()(model(images), labels)


def softmax_of_one():
    nn.Sequential(nn.Linear(13, 1), nn.Softmax(dim=1))(torch.zeros(4, 13))


def one_hot_for_the_sparse_loss():
    nn.NLLLoss()(torch.zeros(4, 10), torch.eye(10)[:4])


def label_ten_of_ten():
    nn.CrossEntropyLoss()(torch.zeros(3, 10), torch.tensor([1, 2, 10]))


def misspelt_loss():
    nn.CategoricalCrossentrpy()


def weights_of_another_name():
    nn.Linear(784, 10).load_state_dict({"kernel": torch.zeros(10, 784), "bias": torch.zeros(10)})


def step_forgotten():
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    optimizer.zero_grad()
    nn.CrossEntropyLoss()(model(images), labels).backward()


def gradients_not_cleared():
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for _ in range(2):
        nn.CrossEntropyLoss()(model(images), labels).backward()
        optimizer.step()


def rate_far_too_large():
    torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=10)


def label_column_for_a_vector():
    nn.MSELoss()(torch.zeros(4, 1), torch.zeros(4))


MISTAKES = [flatten_forgotten, features_counted_wrong, kernel_larger_than_the_image, channels_in_the_wrong_place,
            image_without_channels, reshape_that_does_not_add_up, shapes_that_do_not_add, concatenate_of_other_sizes,
            softmax_and_logits, no_softmax, softmax_of_one, one_hot_for_the_sparse_loss, label_ten_of_ten, misspelt_loss,
            weights_of_another_name, step_forgotten, gradients_not_cleared, rate_far_too_large, label_column_for_a_vector]

if __name__ == "__main__":
    print("PyTorch", torch.__version__)
    for mistake in MISTAKES:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                mistake()
                said = "; ".join(f"{w.category.__name__}: {w.message}" for w in caught) or "nothing is said"
            except Exception as error:
                said = f"{type(error).__name__}: {error}"
        print(f"{mistake.__name__}: {said}")
