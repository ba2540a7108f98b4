# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 2 · Model: what is trained, what ships, what a browser does with it
#
# **What you will know at the end**
#
# - the whole system on one picture, and which part of it runs where;
# - the loss, with a reason for each of its terms, and what was tried instead;
# - which settings there are, and how they are chosen without a person;
# - what a vector looks like, what four bits do to it, and how a new visitor gets one, step by step;
# - what serving takes: files, caches, versions, privacy, devices, and costs beside a server.
#
# The model is trained by `pocketrec train`. The numpy in this notebook re-does a visitor's list from the bytes of a
# bundle, to show each step, and ends with a check that the tool gives the same list. It is an illustration of
# `core/FORMAT.md` and `core/softmax_fold_in.h`, not a second implementation.

# %%
import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.patches import FancyBboxPatch

import bundle_parts as parts
import pocketrec_cli as cli
import show

show.use_style()
tool = cli.Pocketrec()
sample = tool.sample()
epochs = 6 if cli.is_quick() else 20
trained = tool.train_run(sample, epochs=epochs, no_validate=True)
bundle = trained.out
titles = parts.read_titles(bundle)

# %% [markdown]
# ## 2.1 The system

# %%
figure, ax = plt.subplots(figsize=(10, 4.6))
ax.set_xlim(0, 10)
ax.set_ylim(0, 5)
ax.axis("off")
lanes = [
    ("data", 4.3, show.ORANGE, ["Books, Users,\nRatings (CSV)", "read, repair,\ncount (read/)", "merge editions,\nunique pairs", "cleaning.json"]),
    ("features", 3.05, show.GREEN, ["content keys:\ntitle, author, ...", "items x features\n(content/)", "weights of\nhistories", "split: held-out\npeople (split/)"]),
    ("training", 1.8, show.BLUE, ["choose settings\nby validation", "softmax on\ncosines (train/)", "quantise to\n4 bits (pack/)", "bundle: manifest\nand parts"]),
    ("browser", 0.55, show.PURPLE, ["load parts from\nany static host", "fold in the\nhistory (core/)", "score all items,\nrank anew", "list, reasons,\nsimilar items"]),
]  # fmt: skip
for name, y, colour, boxes in lanes:
    ax.text(0.05, y, name, weight="bold", va="center", color=colour, fontsize=11)
    for i, text in enumerate(boxes):
        x = 1.35 + 2.2 * i
        ax.add_patch(
            FancyBboxPatch(
                (x, y - 0.38), 1.75, 0.76, "round,pad=0.04", fc="white", ec=colour, lw=1.6
            )
        )
        ax.text(x + 0.875, y, text, ha="center", va="center", fontsize=9.5)
        if i < 3:
            ax.annotate(
                "", (x + 2.14, y), (x + 1.81, y), arrowprops={"arrowstyle": "->", "color": colour}
            )
for y in (4.3, 3.05, 1.8):
    ax.annotate(
        "", (2.2, y - 0.8), (8.8, y - 0.45), arrowprops={"arrowstyle": "->", "color": "#888888"}
    )
show.picture(
    figure,
    "The system in four lanes, each read from left to right and each feeding the one below it: the data pipeline, the "
    "features, the training (these three run once, natively, in the trainer), and inference in the browser, from static "
    "files. The history never leaves the browser.",
)

# %% [markdown]
# | lane | input | output | code | runs |
# | --- | --- | --- | --- | --- |
# | data | CSV in any dialect | unique choices, clean facts, a report | `trainer/read` | where you train |
# | features | facts, choices | items x features, people x items, a split | `trainer/content`, `trainer/split` | where you train |
# | training | both matrices | 4-bit vectors, settings, figures, a map | `trainer/train`, `trainer/pack`, `trainer/map` | where you train |
# | inference | the parts, a history | lists, reasons, neighbours | `core`, `wasm` | in the visitor's browser |
#
# ## 2.2 The loss
#
# Each reader u has a unit vector x and each item i a unit vector v; c are the weights of notebook 1. Training minimises,
# over readers u with their items S (n: the sum of their weights) and a sample N of items:

# %%
show.formula(
    r"L = \sum_u \left( w\, n_u \log \sum_{j \in N \setminus S_u} e^{x_u \cdot v_j / t}"
    r" - \sum_{i \in S_u} c_{ui}\, x_u \cdot v_i / t \right)",
    "L is the sum over readers u of: w times n u times the logarithm of the sum, over sampled items j that u did not "
    "choose, of e to the power of x u dot v j over t; less the sum, over the items i that u chose, of c u i times x u "
    "dot v i over t.",
)

# %% [markdown]
# | term | why |
# | --- | --- |
# | unit vectors: only directions count | popularity cannot hide in lengths; directions survive rounding to 4 bits |
# | pull: what u chose comes nearer, by its weight | the evidence |
# | push: the log of a sum of exponentials | the few most tempting wrong items are pushed hardest, which is what a list of 20 needs |
# | N without S: a reader's own items are never pushed | they are not wrong answers |
# | temperature t | how sharp: low, and only the very nearest wrong items matter |
# | background weight w above 1 | pushes unchosen items a little more than the plain softmax does |
# | own part + content features, own part left out at random | features learn to stand alone, for items nobody has chosen yet |
# | readers' vectors are thrown away | every visitor is new: the same problem is solved for them in the browser, with the items fixed |
#
# `trainer/train/softmax.h` states it with its sources. The loss by epoch, from the log of this training on the sample:

# %%
loss = [
    (int(n), float(x)) for n, x in re.findall(r"final (\d+)/\d+: .*?loss ([\d.]+)", trained.log)
]
figure, ax = plt.subplots(figsize=(6, 2.8))
ax.plot(*zip(*loss, strict=True), "o-", color=show.BLUE)
ax.set(xlabel="epoch (one pass over all readers)", ylabel="loss per unit of weight")
ax.xaxis.get_major_locator().set_params(integer=True)
show.picture(figure, "Loss by epoch on the sample: most is learned in the first few passes.")

# %% [markdown]
# ### What was tried instead, and what it gave
#
# From `tests/bench/EXPLORED.md`, which says for each figure on which data and with how many runs. Models:

# %%
show.table(cli.explored("Models"))

# %% [markdown]
# Training:

# %%
show.table(cli.explored("Training"))

# %% [markdown]
# Lists:

# %%
show.table(cli.explored("Lists"))

# %% [markdown]
# ## 2.3 Settings, and how they are chosen
#
# `train` chooses by itself: it holds out people (the latest choices of each, where the data tell times), tries settings
# on the rest with few epochs, keeps what gives the best NDCG@20 for those people, and trains on everybody. The figures in
# the manifest come from other held-out people and a second training. Below: all settings of a default training on the
# sample, with those of the same training without choosing beside them.

# %%
# Everything is chosen; only the quick run shortens the epochs, which are not.
chosen_run = tool.train_run(sample, **({"epochs": 4} if cli.is_quick() else {}))
meaning = {
    "factors": "numbers in a vector: quality against bytes",
    "bits": "of a stored number",
    "temperature": "t of the loss",
    "background_weight": "w of the loss",
    "focus": "fold-in: how much the strongest taste counts above the others",
    "smoothing": "pull of an item towards the mean of its audience",
    "neighbour_weight": "how much single items of a history add to their neighbours",
    "neighbour_temperature": "how far neighbours may be",
    "epochs": "passes over the readers",
    "batch_users": "readers who share one sample of negatives",
    "negatives": "items in a sample",
    "rate": "learning rate",
}
chosen = cli.manifest(chosen_run.out)["parameters"]
fixed = cli.manifest(bundle)["parameters"]
show.table(
    pd.DataFrame(
        {
            "setting": list(meaning),
            "what it does": list(meaning.values()),
            "as given": [f"{fixed[name]:g}" for name in meaning],
            "chosen for the sample": [f"{chosen[name]:g}" for name in meaning],
        }
    )
)

# %% [markdown]
# How much a setting matters, with all others left as they stand. These are measured on people never trained on, and
# nothing is chosen by them; bars are 95 % intervals, and since readers of the sample are simulated, the shapes
# matter, not the heights.


# %%
def sensitivity(setting: str, values: list[float]) -> list[dict]:
    """What `evaluate` says of the model at each value of a setting."""
    flags = {"protocol": "strong", "models": "softmax", "k": 20, "no_validate": True}
    flags["epochs"] = 4 if cli.is_quick() else 12
    return [tool.evaluate(sample, **flags, **{setting: one})["models"][0] for one in values]


tried = {
    "temperature": [0.04, 0.08, 0.16] if cli.is_quick() else [0.03, 0.05, 0.08, 0.12, 0.16, 0.24],
    "neighbour_weight": [0, 0.2, 0.8] if cli.is_quick() else [0, 0.1, 0.2, 0.4, 0.8],
}
figure, axes = plt.subplots(1, 2, figsize=(9, 3), sharey=True)
for ax, (setting, values) in zip(axes, tried.items(), strict=True):
    found = sensitivity(setting, values)
    middle = np.array([row["ndcg@20"] for row in found])
    low, high = np.array([row["ndcg@20_interval"] for row in found]).T
    ax.errorbar(values, middle, [middle - low, high - middle], fmt="o-", color=show.BLUE, capsize=3)
    ax.set_xlabel(setting.replace("_", " "))
axes[0].set_ylabel("NDCG@20")
show.picture(
    figure,
    "NDCG@20 on the sample by temperature (left) and by the weight of the neighbour term (right), with 95 % intervals.",
)

# %% [markdown]
# `pocketrec tune` looks further, for as long as it is given. What a quarter of an hour of it found on real data beyond
# what `train` chooses by itself:

# %%
tuning = cli.measured("tuning")["rows"]
show.table(
    pd.DataFrame(
        {
            "data set": [row["title"] for row in tuning],
            "minutes": [row["minutes"] for row in tuning],
            "trials": [row["trials"] for row in tuning],
            "NDCG@20, by itself": [row["automatic"] for row in tuning],
            "NDCG@20, tuned": [row["best"] for row in tuning],
            "gain": [show.percent(row["gain"]) for row in tuning],
        }
    ),
    {"NDCG@20, by itself": show.at, "NDCG@20, tuned": show.at},
)

# %% [markdown]
# These are figures of the people by whom the settings were chosen, so the gain for others is somewhat smaller.
#
# ### Size: factors against quality

# %%
rows = []
for measured in cli.measured("quality")["sets"].values():
    sizes = [row for row in measured["rows"] if row["model"] == "softmax"]
    for row in sorted(sizes, key=lambda row: row["factors"]):
        rows.append(
            {
                "data set": measured["title"],
                "factors": row["factors"],
                "bytes an item": row["bytesPerItem"],
                "Recall@20": row["recall@20"]["mean"],
                "NDCG@20": row["ndcg@20"]["mean"],
                "choosing and training, s": row["trainSeconds"],
            }
        )
show.table(
    pd.DataFrame(rows),
    {"Recall@20": show.at, "NDCG@20": show.at, "choosing and training, s": "{:.0f}"},
)

# %% [markdown]
# Twice the bytes buy less each time, or nothing; the default of 128 factors is where a phone's download is still small. Notebook 3
# draws this with the baselines.
#
# ## 2.4 What a vector looks like

# %%
items = parts.read_items(bundle)
directions = items.directions()
shown = titles.head(400)
by_author = shown[shown["author"].duplicated(keep=False) & (shown["author"] != "")]
authors = by_author["author"].value_counts().head(3).index
picked = (
    by_author[by_author["author"].isin(authors)].groupby("author").head(4).sort_values("author")
)
figure, ax = plt.subplots(figsize=(9.5, 3.6))
image = ax.imshow(items.codes[picked.index], cmap="RdBu", vmin=-7, vmax=7, aspect="auto")
ax.grid(False)
ax.set_yticks(range(len(picked)), [f"{t[:26]} · {a[:16]}" for t, a in zip(picked["title"], picked["author"], strict=True)], fontsize=8)  # fmt: skip
ax.set_xlabel("factor")
figure.colorbar(image, label="code, -7 to 7")
show.picture(
    figure,
    "The codes of twelve items by three authors, one row an item, one column a factor. Rows of one author resemble each "
    "other; no single factor means anything by itself.",
)

# %% [markdown]
# Only angles between whole rows mean something. Two books by one author, against any two books:

# %%
random = np.random.default_rng(1)
pairs = random.integers(0, len(titles), (20_000, 2))
pairs = pairs[pairs[:, 0] != pairs[:, 1]]
cosines = (directions[pairs[:, 0]] * directions[pairs[:, 1]]).sum(1)
same = []
for _, group in titles[titles["author"] != ""].groupby("author"):
    rows = directions[group.index]
    same.extend((rows @ rows.T)[np.triu_indices(len(group), 1)])
figure, ax = plt.subplots(figsize=(7, 2.9))
bins = np.linspace(-0.6, 1, 65)
for values, colour, style, label in (
    (cosines, show.GREY, "--", "any two items"),
    (np.array(same), show.BLUE, "-", "two by one author"),
):
    ax.hist(
        values,
        bins,
        density=True,
        histtype="step",
        color=colour,
        ls=style,
        lw=1.8,
        label=f"{label} (mean {values.mean():.2f})",
    )
ax.set(xlabel="cosine", ylabel="density")
ax.legend()
show.picture(
    figure,
    "How near items lie: any two are far apart, two of one author near, learned from who chose them and from what they are.",
)

# %% [markdown]
# The two-dimensional map that a bundle may carry, coloured by the three commonest categories:

# %%
places = parts.read_map(bundle).astype(float)
has_place = places.any(axis=1)
first = titles["categories"].map(lambda names: names[0] if names else "")
common = first[first != ""].value_counts().head(3).index
figure, ax = plt.subplots(figsize=(6.4, 5))
ax.scatter(*places[has_place].T, s=5, color="#cccccc", label="others")
for name, colour, mark in zip(common, (show.BLUE, show.VERMILION, show.GREEN), "o^s", strict=True):
    ax.scatter(*places[(first == name) & has_place].T, s=12, color=colour, marker=mark, label=name)
ax.set(xticks=[], yticks=[], xlabel="no unit: only nearness counts")
ax.legend(markerscale=1.6, loc="upper left", bbox_to_anchor=(1, 1))
show.picture(
    figure,
    "The map part of the sample's bundle: items chosen by the same people lie near to each other, and some categories gather.",
)

# %% [markdown]
# ## 2.5 Four bits, on real rows
#
# A row ships as one scale and small whole numbers: value = scale x code. Two codes share a byte. The most popular item
# of the sample, its first sixteen factors:

# %%
eight_bundle = tool.train(sample, epochs=epochs, no_validate=True, bits=8, no_map=True)
eight = parts.read_items(eight_bundle)  # within half a step of what training made
exact, rounded = eight.vectors(), items.vectors()
item = 0
show.say(
    f"**{titles['title'][item]}**: scale {items.scales[item]:.5f}; the first eight bytes in the file are "
    f"`{items.raw[item, :8].tobytes().hex(' ')}` (the earlier code is in the low half of each)."
)
show.table(
    pd.DataFrame(
        {
            "factor": range(16),
            "8 bits: value": exact[item, :16],
            "4 bits: code": items.codes[item, :16],
            "code x scale": rounded[item, :16],
            "off by": rounded[item, :16] - exact[item, :16],
        }
    ),
    {"8 bits: value": "{:.4f}", "code x scale": "{:.4f}", "off by": "{:+.4f}"},
)

# %%
cosine = (directions * eight.directions()).sum(1)[items.scales > 0]
angle = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
largest = np.abs(exact).max(1)[items.scales > 0]
cut = (np.abs(items.codes) == 7).mean()
figure, axes = plt.subplots(1, 2, figsize=(9, 2.9))
axes[0].plot(exact[item], rounded[item], ".", color=show.BLUE)
axes[0].plot(
    [-largest[item], largest[item]], [-largest[item], largest[item]], color=show.GREY, lw=1
)
axes[0].set(xlabel="value with 8 bits", ylabel="value with 4 bits", title="one row")
axes[1].hist(angle, 40, color=show.BLUE)
axes[1].set(xlabel="angle between 4 and 8 bits, degrees", ylabel="items", title="all rows")
show.picture(
    figure,
    "Left: the fifteen steps of 4 bits on one row; the largest values are cut off, on purpose. Right: how far rounding "
    "turns a row.",
)
show.say(
    f"Rounding turns a row by {np.median(angle):.1f} degrees in the median and {angle.max():.1f} at most; "
    f"{show.percent(cut)} of the codes are at the limit. Any two items are "
    f"{np.degrees(np.arccos(cosines)).mean():.0f} degrees apart on average."
)

# %% [markdown]
# What that costs in lists, measured on real data (means over seeds):

# %%
rows = []
for measured in cli.measured("quality")["sets"].values():
    found = {row["model"]: row for row in measured["rows"] if row["factors"] == 128}
    for model in ("softmax", "softmax-int8", "softmax-float"):
        row, base = found[model], found["softmax-float"]
        change = row["ndcg@20"]["mean"] / base["ndcg@20"]["mean"] - 1
        rows.append(
            {
                "data set": measured["title"],
                "stored as": show.model_name(model),
                "bytes an item": row["bytesPerItem"],
                "Recall@20": row["recall@20"]["mean"],
                "NDCG@20": row["ndcg@20"]["mean"],
                "NDCG@20 against float32": "" if row is base else f"{100 * change:+.2f} %",
            }
        )
show.table(pd.DataFrame(rows), {"Recall@20": show.at, "NDCG@20": show.at})

# %% [markdown]
# ## 2.6 A new visitor, step by step
#
# Somebody marks four books. Nothing else is known, and nothing is sent anywhere.

# %%
wanted = ["Science fiction", "Science fiction", "Humour", "Mystery"]
liked = []
for category in wanted:
    hits = titles[titles["categories"].map(lambda names, c=category: c in names)]
    hit = next((i for i in hits.index if i not in liked), None)
    if hit is not None:
        liked.append(hit)
liked = np.array(sorted(liked))
show.table(
    titles.loc[liked, ["id", "title", "author", "categories", "popularity"]].assign(
        categories=lambda frame: frame["categories"].map(", ".join)
    )
)

# %% [markdown]
# **Step 1: the mean.** The rows of the history are brought to length 1 and averaged. That is a first guess, which
# ignores everything that the history is not.
#
# **Step 2: eight small climbs.** Each moves the vector towards the mean m of the history and away from E, the mean of all
# other items, each weighted by how tempting it is now: the very gradient of the loss of 2.2, with the items fixed.

# %%
show.formula(
    r"x \leftarrow \mathrm{normalise}\left(x + \frac{r}{\sqrt{s}}\,(g - (g \cdot x)\,x)\right),"
    r"\quad g = m - w\,E",
    "x becomes x plus r over the square root of s times the tangent part of g, brought to length 1, where g is m less w "
    "times E.",
)


# %%
encoder = parts.read_encoder(bundle)
one = np.float32(1)
inverse = one / np.sqrt(np.maximum((items.codes.astype(np.float32) ** 2).sum(1), one))
unit = items.codes.astype(np.float32) * inverse[:, None]
others = np.setdiff1d(np.arange(len(titles)), liked)
assert len(titles) <= encoder.sampled, "in a catalogue of this size every item is in the background"
assert encoder.focus == 0, "with a focus above 0 the mean changes from step to step"


def normalise(x: np.ndarray) -> np.ndarray:
    """At length 1."""
    return x / np.sqrt(x @ x)


def quantise(x: np.ndarray) -> tuple[np.ndarray, np.float32]:
    """Codes of 8 bits and their scale."""
    scale = np.abs(x).max() / np.float32(127)
    return np.rint(x / scale).astype(np.int32), scale


def tempting(x: np.ndarray) -> np.ndarray:
    """How strongly each of the other items pulls at x: exp((cosine - 1) / t)."""
    q, scale = quantise(x)
    cosines = (items.codes[others] @ q).astype(np.float32) * inverse[others] * scale
    return np.exp((cosines - one) / encoder.temperature) * (items.scales[others] > 0)


def objective(x: np.ndarray) -> float:
    """What the steps climb: F of core/softmax_fold_in.h."""
    push = encoder.temperature * np.log(tempting(x).sum()) + one
    return float(unit[liked].mean(0) @ x - encoder.background_weight * push)


def climb(liked: np.ndarray) -> list[np.ndarray]:
    """x after the mean, and after each step (core/FORMAT.md, "A history becomes a vector")."""
    m = unit[liked].mean(0)
    path = [normalise(m)]
    for step in range(1, encoder.steps + 1):
        x = path[-1]
        weights = tempting(x)
        e = (weights / weights.sum()) @ unit[others]
        g = m - encoder.background_weight * e
        rate = encoder.step_size / np.sqrt(np.float32(step))
        path.append(normalise(x + rate * (g - (g @ x) * x)))
    return path


path = climb(liked)
assert objective(path[-1]) > objective(path[0]), "the steps climb"
rows = []
for step, x in enumerate(path):
    best = others[np.argsort(-(unit[others] @ x), kind="stable")[:4]]
    turned = 0 if step == 0 else np.degrees(np.arccos(np.clip(x @ path[step - 1], -1, 1)))
    rows.append(
        {
            "step": "mean" if step == 0 else str(step),
            "turned by, degrees": f"{turned:.1f}",
            "cosine with the history": float((unit[liked] @ x).mean()),
            "with the 100 nearest others": float(np.sort(unit[others] @ x)[-100:].mean()),
            "objective F": objective(x),
            "the four nearest others": "; ".join(titles["title"][best].str.slice(0, 28)),
        }
    )
show.table(
    pd.DataFrame(rows),
    {
        "cosine with the history": "{:.3f}",
        "with the 100 nearest others": "{:.3f}",
        "objective F": "{:.4f}",
    },
)

# %%
figure, ax = plt.subplots(figsize=(7, 3))
steps = range(len(path))
for item, mark in zip(liked, "osD^", strict=False):
    ax.plot(steps, [unit[item] @ x for x in path], mark + "-", label=titles["title"][item][:26])
ax.plot(
    steps,
    [np.sort(unit[others] @ x)[-20:].mean() for x in path],
    "x--",
    color=show.GREY,
    label="the 20 nearest others",
)
ax.set(xlabel="step (0: the mean)", ylabel="cosine with x")
ax.legend(loc="upper left", bbox_to_anchor=(1, 1), fontsize=9)
show.picture(
    figure,
    "Cosine of the visitor's vector with each book of the history, and with the nearest other books, by step.",
)

# %% [markdown]
# The first steps are long and overshoot, the shrinking ones settle: F, which the steps climb, ends above the mean's.
#
# **Step 3: all items are scored** with whole numbers: the vector is rounded to 8 bits, its codes are multiplied with the
# item's, and the two scales are applied. **Step 4: the best are ranked anew**: to each is added a fourth root of how near
# it lies to single books of the history, so that the next volume of one series is not lost in the compromise.


# %%
def ranked(x: np.ndarray, n: int) -> pd.DataFrame:
    """The list of n (core/FORMAT.md, "A list")."""
    q, scale = quantise(x)
    score = (items.codes[others] @ q).astype(np.float32) * items.scales[others] * scale
    order = np.argsort(-score, kind="stable")[: min(max(10 * n, 1000), 4000)]
    candidates, score = others[order], score[order]
    near = np.exp((unit[candidates] @ unit[liked].T - one) / encoder.neighbour_temperature)
    added = encoder.neighbour_weight * np.sqrt(np.sqrt(near.sum(1)))
    best = np.argsort(-(score + added), kind="stable")[:n]
    return pd.DataFrame(
        {
            "item": candidates[best],
            "vector": score[best],
            "neighbours": added[best],
            "score": (score + added)[best],
        }
    )


own = ranked(path[-1], 10)
ids = titles["id"][liked].tolist()
listed = tool.ask("recommend", bundle, history=",".join(ids), n=10)["items"]
compared = pd.DataFrame(
    {
        "title": titles["title"][own["item"]].to_numpy(),
        "author": titles["author"][own["item"]].to_numpy(),
        "by the vector": own["vector"],
        "by neighbours": own["neighbours"],
        "score here": own["score"],
        "score of the tool": [entry["score"] for entry in listed],
    }
)
show.table(
    compared,
    dict.fromkeys(["by the vector", "by neighbours", "score here", "score of the tool"], "{:.4f}"),
)
assert titles["id"][own["item"]].tolist() == [entry["id"] for entry in listed], "lists differ"
assert np.allclose(compared["score here"], compared["score of the tool"], atol=2e-3)
show.say(
    "The same ten books in the same order as `pocketrec recommend --history` gives, and the same scores."
)

# %% [markdown]
# The core fixes the order of every operation, so that the tool and every browser agree to the last bit; numpy sums in its
# own order, and agrees to some digits. How often native and browser differed in the measured comparison:

# %%
show.table(
    pd.DataFrame(cli.measured("figures")["browsers"]).rename(
        columns={"histories": "random histories", "different": "lists or scores that differ"}
    )
)

# %% [markdown]
# ## 2.7 Serving
#
# A bundle is a manifest and a few files whose names carry their own checksum:

# %%
described = {
    "items": "a vector an item: needed for every list",
    "encoder": "settings of the fold-in: needed for every list",
    "titles": "what is shown; ids of other editions",
    "search": "words of titles and authors",
    "content": "where new items go; loaded when one is placed",
    "map": "for the map view",
    "languages": "for a filter by language",
    "groups": "sums of people by place and age; loaded when they are asked for",
    "users": "only with --with-users: not for public sites",
}
files = cli.manifest(bundle)["parts"]
show.table(
    pd.DataFrame(
        {
            "part": list(files),
            "file": [entry["file"] for entry in files.values()],
            "kB": [entry["bytes"] / 1000 for entry in files.values()],
            "what for": [described[name] for name in files],
        }
    ),
    {"kB": "{:.1f}"},
)

# %% [markdown]
# - **Static hosting.** Any host that serves files will do. `web/dist` brings `_headers` and `nginx.conf`.
# - **Caching.** A part's name changes with its content, so it may be cached for ever; only `manifest.json` must be asked
#   for again. A returning visitor downloads what changed, and nothing where nothing did.
# - **Versions.** Parts are written first, the manifest last, so a switch is atomic, and going back is putting the
#   old manifest there again: `promote` and `rollback` do so. All parts of a bundle carry one model id, and mixed ones
#   are refused.
# - **Privacy.** The history stays in the browser. The host sees which files are loaded, and these are the same for
#   everybody. `--with-users` publishes people, and is off unless asked for.
# - **Devices.** Browsers need WebAssembly SIMD (the README names the versions). Training needs no special hardware.
# - **Failure.** No server to be down: once installed, the page works without a network.
#
# What visitors wait for, measured:

# %%
page, large, placing = cli.measured("page"), cli.measured("large"), cli.measured("placing")
rows = [
    ("first visit to a shared list, this machine", page["browser"], f"{page['first']['localMs']:.0f} ms"),
    ("the same on a slow line and a slow phone (simulated)", page["browser"], f"{page['first']['slowMs']:.0f} ms"),
    ("all bytes until then, compressed", page["browser"], f"{page['first']['bytesBefore'] / 1000:.0f} kB"),
]  # fmt: skip
for browser in large["browsers"]:
    name = browser["browser"]
    rows += [
        (f"a list out of {large['items']:,} items", name, f"{browser['recommendMilliseconds']:.1f} ms"),
        ("of this, fold-in of 20 items", name, f"{browser['foldInMilliseconds']:.1f} ms"),
    ]  # fmt: skip
for browser in placing["browsers"]:
    rows.append(
        (
            f"a new item placed among {browser['items']:,}",
            browser["browser"],
            f"{browser['nearestMilliseconds']:.2f} ms",
        )
    )
show.table(pd.DataFrame(rows, columns=["what", "browser", "measured"]))

# %% [markdown]
# ### Costs beside a server
#
# The prices and traffic below are **assumptions to be replaced by yours** (change them in the cell); bytes an item are
# those of the format. A static bundle costs downloads, a server costs machines that wait, and people who watch them.

# %%
assumed = {
    "visitors a month": 1_000_000,
    "new or changed bundle, share of visits": 0.5,
    "price of a GB sent": 0.05,
    "server: machines, for failover": 2,
    "server: price of a machine a month": 60.0,
}
show.table(
    pd.DataFrame({"assumed": list(assumed), "value": [f"{v:,.10g}" for v in assumed.values()]})
)
bytes_per_item = next(
    row["bytesPerItem"]
    for row in cli.measured("quality")["sets"]["gowalla"]["rows"]
    if row["model"] == "softmax" and row["factors"] == 128
)
downloads = assumed["visitors a month"] * assumed["new or changed bundle, share of visits"]
rows = []
for count in (1_000, 10_000, 100_000, 1_000_000):
    megabytes = count * bytes_per_item / 1e6
    rows.append(
        {
            "items": count,
            "vectors, MB": megabytes,
            "GB sent a month": downloads * megabytes / 1000,
            "static, a month": downloads * megabytes / 1000 * assumed["price of a GB sent"],
            "server, a month": assumed["server: machines, for failover"]
            * assumed["server: price of a machine a month"],
        }
    )
costs = pd.DataFrame(rows)
show.table(
    costs,
    {
        "items": "{:,}",
        "vectors, MB": "{:.1f}",
        "GB sent a month": "{:,.0f}",
        "static, a month": "{:,.0f}",
        "server, a month": "{:,.0f}",
    },
)
even = (
    costs["server, a month"][0] / (downloads / 1e9 * assumed["price of a GB sent"]) / bytes_per_item
)
show.say(
    f"With these prices both cost the same at about {even:,.0f} items. Below, static files are cheaper; above, they still "
    "buy privacy and work offline, and a host without a price per GB moves the point. Downloads, not money, are the "
    "nearer limit: some hundred thousand items are what a visitor can be asked to load."
)

# %% [markdown]
# ## What to do with this
#
# **Growth, product, commercial.** Lists, reasons and similar items need no consent for tracking, because nothing is
# tracked; say so. A list is there with the first mark of a visitor. Ask for a quarter of an hour of `tune` before a
# launch, not every week: the gains above are what it buys.
#
# **Data scientist.** The notebook's fold-in is short enough to be changed and tried: temperature, steps, the neighbour
# term. What helps belongs into the core with a line in `EXPLORED.md`; so does what does not.
#
# **Engineer.** Keep `manifest.json` uncached, all else cached for ever. Train with the same seed and version to get the
# same bytes; `inspect --verify` after an upload. `promote` keeps the last two bundles, for `rollback`.
