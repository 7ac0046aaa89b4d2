"""Reads crates/encoder/model.bin back into PyTorch, and writes what that answers as crates/encoder/tests/reference.tsv.

The test beside it holds Hearken's own reading of the file against these. Run it after train.py."""

import sys
from pathlib import Path

import numpy
import torch
from transformers import AutoTokenizer

from train import BASE, MODEL, Encoder

TEXTS = [
    "He listened, and then he asked me what I needed.",
    "Mum didn't call. Again.",
    "Bus at 7:40, dentist at nine, home by noon.",
    "I don't know whether to laugh or to cry…",
    "Café with Zoë – naïve little plans, but ours!",
    "We argued about money (again), and neither of us apologised.",
    "so tired. so so tired",
    "“You never listen,” she said, and she’s right.",
    "Ich bin müde.",
    "Unsubstantiated antidisestablishmentarianism at 3,50 € 😀",
    "ok",
]
FIXTURE = MODEL.parent / "tests/reference.tsv"


class File:
    def __init__(self, data):
        self.data, self.at = data, 0

    def line(self):
        end = self.data.index(b"\n", self.at)
        line, self.at = self.data[self.at : end].decode(), end + 1
        return line

    def array(self, kind, *shape):
        array = numpy.frombuffer(self.data, kind, int(numpy.prod(shape)), self.at).reshape(shape)
        self.at += array.nbytes
        return torch.tensor(array.astype(numpy.float32))

    def rows(self, count, width):
        scales = self.array("<f4", count)
        return self.array("i1", count, width) * scales[:, None]


def read():
    file = File(MODEL.read_bytes())
    pieces, width, places, layers, _, inner, questions = (int(word) for word in file.line().split()[2:])
    for _ in range(pieces):
        file.line()
    names = [file.line() for _ in range(questions)]
    model = Encoder(questions)
    weights = model.state_dict()

    def linear(name, out, into):
        weights[f"{name}.weight"], weights[f"{name}.bias"] = file.rows(out, into), file.array("<f4", out)

    def norm(name):
        weights[f"{name}.weight"], weights[f"{name}.bias"] = file.array("<f4", width), file.array("<f4", width)

    first = "base.embeddings"
    weights[f"{first}.word_embeddings.weight"] = file.rows(pieces, width)
    weights[f"{first}.position_embeddings.weight"][:places] = file.rows(places, width)
    weights[f"{first}.token_type_embeddings.weight"].zero_()
    norm(f"{first}.LayerNorm")
    for at in range(layers):
        layer = f"base.encoder.layer.{at}"
        for part in ("query", "key", "value"):
            linear(f"{layer}.attention.self.{part}", width, width)
        linear(f"{layer}.attention.output.dense", width, width)
        norm(f"{layer}.attention.output.LayerNorm")
        linear(f"{layer}.intermediate.dense", inner, width)
        linear(f"{layer}.output.dense", width, inner)
        norm(f"{layer}.output.LayerNorm")
    linear("heads", questions, width)
    model.load_state_dict(weights)
    return model.eval(), names


def main():
    model, names = read()
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    lines = ["text\t" + "\t".join(names)]
    with torch.no_grad():
        for text in TEXTS:
            answers = model(torch.tensor([tokenizer(text)["input_ids"]]))[0]
            lines.append(text + "\t" + "\t".join(f"{answer:.4f}" for answer in answers))
    FIXTURE.parent.mkdir(exist_ok=True)
    FIXTURE.write_text("\n".join(lines) + "\n", encoding="utf8")


if __name__ == "__main__":
    sys.exit(main())
