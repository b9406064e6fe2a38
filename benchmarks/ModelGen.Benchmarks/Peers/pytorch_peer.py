"""PyTorch's training on a GPU, for the benchmark program: one JSON object a line comes in, one goes out.

Arrays are base64 of float32 or int32."""
import base64
import json
import math
import sys

import numpy
import torch
from torch import nn
from torch.nn import functional

# Float32 as it stands: both would otherwise round to ten bits of mantissa, and the results could not be compared.
torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False
torch.backends.cudnn.benchmark = True


def floats(text):
    return torch.from_numpy(numpy.frombuffer(base64.b64decode(text), dtype=numpy.float32).copy())


def text(tensor):
    return base64.b64encode(tensor.detach().float().cpu().contiguous().numpy().tobytes()).decode()


class Trainer:
    def __init__(self, job):
        height, width, channels = job["input"]
        self.layers = job["layers"]
        inputs = floats(job["inputs"])
        if height * width == 1:
            inputs = inputs.reshape(-1, channels)
        else:
            inputs = inputs.reshape(-1, height, width, channels).permute(0, 3, 1, 2).contiguous()
        labels = torch.from_numpy(numpy.frombuffer(base64.b64decode(job["labels"]), dtype=numpy.int32).astype(numpy.int64))
        self.host = inputs.pin_memory(), labels.pin_memory()
        self.inputs, self.labels = inputs.cuda(), labels.cuda()
        self.weighty = [layer for layer in self.layers if layer["kind"] != "pool"]
        self.start = [floats(weights) for weights in job["weights"]]
        self.parameters = [nn.Parameter(value.cuda()) for value in self.torch_layout(self.start)]
        self.optimizer = torch.optim.SGD(self.parameters, lr=job["rate"], fused=True)
        self.graph = self.capture() if job["graph"] else None

    def torch_layout(self, weights):
        """Kernels of Keras's layout as PyTorch holds them."""
        for layer, kernel, bias in zip(self.weighty, weights[::2], weights[1::2]):
            if layer["kind"] == "conv":
                yield kernel.reshape(layer["size"], layer["size"], layer["channels"], layer["units"]).permute(3, 2, 0, 1).contiguous()
            else:
                kernel = kernel.reshape(layer["height"], layer["width"], layer["channels"], layer["units"])
                yield kernel.permute(3, 2, 0, 1).reshape(layer["units"], -1).contiguous()
            yield bias

    def keras_layout(self, tensors):
        for layer, kernel, bias in zip(self.weighty, tensors[::2], tensors[1::2]):
            if layer["kind"] == "conv":
                yield kernel.permute(2, 3, 1, 0)
            else:
                yield kernel.reshape(layer["units"], layer["channels"], layer["height"], layer["width"]).permute(2, 3, 1, 0)
            yield bias

    def logits(self):
        x, parameters = self.inputs, iter(self.parameters)
        for layer in self.layers:
            if layer["kind"] == "pool":
                x = functional.max_pool2d(x, layer["size"])
                continue
            kernel, bias = next(parameters), next(parameters)
            if layer["kind"] == "conv":
                x = functional.conv2d(x, kernel, bias, padding=layer["padding"])
            else:
                x = functional.linear(x.flatten(1), kernel, bias)
            x = functional.relu_(x) if layer["relu"] else x
        return x

    def work(self):
        """A step without the copies of the batch."""
        self.optimizer.zero_grad(set_to_none=True)
        loss = functional.cross_entropy(self.logits(), self.labels)
        loss.backward()
        self.optimizer.step()
        return loss.detach()

    def capture(self):
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                self.work()
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            self.loss = self.work()
        # The rounds before have trained.
        with torch.no_grad():
            for parameter, value in zip(self.parameters, self.torch_layout(self.start)):
                parameter.copy_(value)
        return graph

    def step(self):
        self.inputs.copy_(self.host[0], non_blocking=True)
        self.labels.copy_(self.host[1], non_blocking=True)
        if self.graph:
            self.graph.replay()
        else:
            self.loss = self.work()

    def steps(self, count):
        for _ in range(count):
            self.step()
        loss = self.loss.item()
        return {"loss": loss if math.isfinite(loss) else None}

    def check(self):
        answer = self.steps(1)
        answer["weights"] = [text(value) for value in self.keras_layout(self.parameters)]
        answer["gradients"] = [text(value) for value in self.keras_layout([parameter.grad for parameter in self.parameters])]
        return answer


def main():
    trainers = {}
    print(json.dumps({"torch": torch.__version__, "device": torch.cuda.get_device_name()}), flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        try:
            if job["do"] == "create":
                trainers[job["id"]] = Trainer(job)
                answer = {}
            elif job["do"] == "steps":
                answer = trainers[job["id"]].steps(job["count"])
            elif job["do"] == "check":
                answer = trainers[job["id"]].check()
            else:
                trainers.pop(job["id"], None)
                answer = {}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
