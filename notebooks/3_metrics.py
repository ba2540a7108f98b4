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
# # 3 · Metrics: what is measured, what it means, and what to measure next
#
# **What you will know at the end**
#
# - for each metric: why it is tracked, what it means for the business, and what it hides;
# - how good the model is beside baselines, with intervals, by bytes, and for light and heavy readers, popular and rare
#   items;
# - when to retrain, and what to watch until then;
# - how many visitors an online test needs.
#
# Every quality figure here is made by `pocketrec evaluate`, now or in a committed measurement (`tests/bench/*.json`,
# made by `./dev bench`). Nothing is scored in this notebook.

# %%
from statistics import NormalDist

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import bundle_parts as parts
import pocketrec_cli as cli
import show

show.use_style()
tool = cli.Pocketrec()
sample = tool.sample()
epochs = 4 if cli.is_quick() else 8
flags = {"protocol": "strong", "epochs": epochs, "no_validate": True}
reports = {
    "sample": tool.evaluate(
        sample, **flags, models="random,popularity,item-knn,ease,ials,softmax,softmax-float"
    )
}
if goodbooks := cli.real_data("goodbooks-10k"):
    reports["goodbooks-10k"] = tool.evaluate(
        goodbooks, **flags, models="random,popularity,item-knn,ials,softmax"
    )
else:
    show.say(cli.why_missing("goodbooks-10k"))

# %% [markdown]
# ## 3.1 The question that is asked
#
# A tenth of the readers is taken out of training altogether. Of each, four fifths of the items are shown to the model,
# which folds them in as a browser does; the rest of what they liked is asked for. **All** items of the catalogue are
# ranked, but for those that the reader has. Figures are means over readers; the interval is the 95 % bootstrap interval
# over readers, with the same readers drawn for every model.

# %%
rows = []
for name, report in reports.items():
    data = report["data"]
    rows.append(
        {
            "set": name + (" (simulated readers)" if data["simulated"] else ""),
            "readers tested": report["models"][0]["users"],
            "items asked for": data["test_interactions"],
            "items ranked": data["candidates"],
            "trained on readers": data["training_users"],
            "trained on choices": data["training_interactions"],
        }
    )
show.table(pd.DataFrame(rows))
show.say(
    f"The model here is trained for {epochs} epochs with settings as they stand, to be quick: section 3.13 has the "
    "committed results, with everything chosen and more than one seed. Figures of the sample tell that the software "
    "works, and nothing about people."
)


# %%
def metric_table(metric: str, as_share: bool = True) -> None:
    """A line a model, a column a data set: value and interval."""
    models = [row["name"] for row in reports["sample"]["models"]]
    frame = pd.DataFrame({"model": [show.model_name(name) for name in models]})
    for name, report in reports.items():
        found = {row["name"]: row for row in report["models"]}
        cells = []
        for model in models:
            row = found.get(model)
            if row is None:
                cells.append("")
            elif as_share:
                cells.append(show.with_interval(row, metric))
            else:
                low, high = row[f"{metric}_interval"]
                cells.append(f"{row[metric]:.2f} ({low:.2f} to {high:.2f})")
        frame[f"{metric}, {name}"] = cells
    show.table(frame)


# %% [markdown]
# ## 3.2 Recall@20
#
# Share of what a reader went on to like that is among the first 20: hits / all that is asked for.
#
# - **Why tracked**: a list shows about 20 titles; recall says how much of the demand it meets.
# - **For the business**: the ceiling of what the rail can sell. A tenth more recall is a tenth more of wanted titles on
#   the screen.
# - **What it hides**: the order within the list; who has many items to be found cannot reach 1 with 20 places; and
#   what was not chosen is not necessarily unwanted, so all figures are lower bounds, of use for comparison.

# %%
metric_table("recall@20")

# %% [markdown]
# ## 3.3 Recall_min@20
#
# Hits / min(20, all that is asked for): 1 can be reached by everybody.
#
# - **Why tracked**: papers on autoencoders and EASE use it; it makes figures comparable with theirs.
# - **For the business**: the same as recall, without blaming the list for heavy readers.
# - **What it hides**: that a heavy reader is served a small part of what they want.

# %%
metric_table("recall_min@20")

# %% [markdown]
# ## 3.4 NDCG@20
#
# Hits count 1 / log2(place + 1), divided by the best possible list.
#
# - **Why tracked**: the first places are seen most. It is what `train` chooses its settings by.
# - **For the business**: the value of the screen without scrolling, which is what a phone shows.
# - **What it hides**: how many hits there are (one at the top can equal several below), and the real drop of attention,
#   which differs from page to page.

# %%
metric_table("ndcg@20")

# %% [markdown]
# ## 3.5 Hit rate@20
#
# Share of readers with at least one hit.
#
# - **Why tracked**: the simplest of all, and the nearest to "did the list help this person at all".
# - **For the business**: the share of visitors for whom the rail was not wasted space; the offline cousin of the share of
#   sessions with a click.
# - **What it hides**: everything after the first hit, and the place of it.

# %%
metric_table("hit_rate@20")

# %% [markdown]
# ## 3.6 MRR@20
#
# 1 / place of the first hit, 0 without one; the mean over readers.
#
# - **Why tracked**: for pages that show one title (an e-mail, "read next").
# - **For the business**: how good the single best suggestion is.
# - **What it hides**: all hits but the first; a few perfect lists can outweigh many poor ones.

# %%
metric_table("mrr@20")

# %% [markdown]
# ## 3.7 MAP@20
#
# Mean over the places of hits of the precision up to there, divided by min(20, all that is asked for).
#
# - **Why tracked**: punishes every miss above a hit; common in search, so that colleagues from there can compare.
# - **For the business**: how clean the list is from the top down.
# - **What it hides**: it is hard to translate into anything that a visitor notices; read NDCG first.

# %%
metric_table("map@20")

# %% [markdown]
# ## 3.8 Coverage@20
#
# Share of the catalogue that is in at least one reader's list.
#
# - **Why tracked**: a model that shows the same 200 titles to everybody can have a fair recall.
# - **For the business**: how much of the stock gets a chance to be seen; publishers and authors ask for it.
# - **What it hides**: how often: one appearance counts as much as a thousand. It grows with the number of readers tested,
#   so only figures of one test compare. Chance covers everything and helps nobody.

# %%
metric_table("coverage@20")

# %% [markdown]
# ## 3.9 Gini@20
#
# Inequality of how often items are shown: 0, all equally often; near 1, a few take everything.
#
# - **Why tracked**: the other half of coverage; tells whether recommendations make bestsellers of bestsellers.
# - **For the business**: dependence on few titles, and the bargaining power of their suppliers.
# - **What it hides**: whether the inequality is the readers' own: chance is the most equal, and useless.

# %%
metric_table("gini@20")

# %% [markdown]
# ## 3.10 Novelty@20
#
# Mean surprise of a listed title, in bits: - log2 of the share of readers who chose it. One bit more: half as well known.
#
# - **Why tracked**: obvious titles need no recommender.
# - **For the business**: discovery: the tail of a catalogue has no other way to be seen.
# - **What it hides**: whether the unknown title was wanted: chance is as novel as any model.

# %%
metric_table("novelty@20", as_share=False)

# %% [markdown]
# ## 3.11 Diversity@20
#
# 1 less the mean cosine of the audiences of all pairs in a list.
#
# - **Why tracked**: twenty volumes of one series are accurate and dull.
# - **For the business**: chances to meet a taste that today's visit did not show; fewer lists that look broken.
# - **What it hides**: likeness of content; and items with small audiences look diverse by themselves.

# %%
metric_table("diversity@20")

# %% [markdown]
# What more varied or less popular lists cost, measured (`tests/bench/variety.json`). Both are sliders of a request, not of
# a training:

# %%
variety = cli.measured("variety")
frame = pd.DataFrame(variety["rows"])
base = frame.iloc[0]
frame["recall"] = [
    f"{100 * (value / base['recall@20'] - 1):+.1f} %" for value in frame["recall@20"]
]
show.table(
    frame[["diversity", "novelty", "recall@20", "recall", "ndcg@20", "diversity@20", "novelty@20", "coverage@20", "gini@20"]].rename(
        columns={"diversity": "slider: diversity", "novelty": "slider: novelty", "recall": "against none"}
    ),
    {**dict.fromkeys(["recall@20", "ndcg@20", "diversity@20", "coverage@20", "gini@20"], show.at),
     "slider: diversity": "{:g}", "slider: novelty": "{:g}", "novelty@20": "{:.2f}"},
)  # fmt: skip

# %% [markdown]
# ## 3.12 Calibration, bytes, seconds
#
# **Calibration.** A score is turned into "of a hundred readers who would see it so, how many had chosen it". The line is
# in the manifest, and a page can show shares instead of scores. *What it hides*: only a part of each reader's choices is
# held out, so shares are lower bounds; and the line is of the people of today's data.

# %%
bundle = tool.train(sample, epochs=6 if cli.is_quick() else 20, no_validate=True)
line = cli.manifest(bundle)["metrics"]["calibration"]
figure, ax = plt.subplots(figsize=(6.4, 3))
ax.plot(line["scores"], 100 * np.array(line["shares"]), "o-", color=show.BLUE)
ax.set(xlabel="score", ylabel="readers who had chosen it, %")
show.picture(
    figure,
    "From a score to a share, on the sample: of readers for whom an item had this score, how many had chosen it among what "
    "was held out.",
)
show.say(
    f"On other readers than those it was drawn by, the line is off by {100 * line['error']:.2f} percentage points in the "
    f"mean; {show.percent(line['held_share'], 0)} of each reader's choices were held out."
)

# %% [markdown]
# **Bytes an item** and **seconds** are metrics, too: the first is what every visitor downloads, the second what a
# retraining costs. *What they hide*: bytes of titles and search come on top (notebook 2), and seconds are of one machine.
#
# ## 3.13 Results: models, baselines, bytes
#
# The committed measurement: settings of every model, the baselines' too, chosen on people held out of the training part;
# means over seeds, with the lowest and highest where there were several.


# %%
quality = cli.measured("quality")
for measured in quality["sets"].values():
    show.say(f"**{measured['title']}**")
    rows = sorted(measured["rows"], key=lambda row: row["bytesPerItem"])
    show.table(
        pd.DataFrame(
            {
                "model": [show.model_name(row["model"]) for row in rows],
                "factors": [f"{row['factors'] or ''}" for row in rows],
                "bytes an item": [row["bytesPerItem"] for row in rows],
                "seeds": [row["seeds"] for row in rows],
                "Recall@20": [show.spread(row["recall@20"], row["seeds"]) for row in rows],
                "NDCG@20": [show.spread(row["ndcg@20"], row["seeds"]) for row in rows],
                "seconds": [row["trainSeconds"] for row in rows],
            }
        ),
        {"bytes an item": "{:,.0f}", "seconds": "{:,.0f}"},
    )

# %%
drawn = [measured for measured in quality["sets"].values() if len(measured["rows"]) > 3]
figure, axes = plt.subplots(1, len(drawn), figsize=(10, 3.9))
for ax, measured in zip(axes, drawn, strict=True):
    for model in dict.fromkeys(row["model"] for row in measured["rows"]):
        rows = sorted(
            (row for row in measured["rows"] if row["model"] == model),
            key=lambda row: row["bytesPerItem"],
        )
        colour, mark = show.MODEL_MARKS[model]
        x = [row["bytesPerItem"] for row in rows]
        y = np.array([row["recall@20"]["mean"] for row in rows])
        low = y - [row["recall@20"]["lowest"] for row in rows]
        high = np.array([row["recall@20"]["highest"] for row in rows]) - y
        ax.errorbar(x, y, [low, high], fmt=mark + "-", color=colour, capsize=2, ms=5, label=show.model_name(model).replace(", 12,000 items", ""))  # fmt: skip
    ax.set_xscale("log")
    ax.set(xlabel="bytes an item (logarithmic)", title=measured["title"].split(",")[0])
    ax.set_ylim(0)
axes[0].set_ylabel("Recall@20")
labels = {}
for ax in axes:
    for handle, label in zip(*ax.get_legend_handles_labels(), strict=True):
        labels.setdefault(label, handle)
figure.legend(labels.values(), labels.keys(), loc="outside lower center", ncols=4, fontsize=9)
show.picture(
    figure,
    "Recall@20 against the bytes that an item costs the visitor, by data set; up and to the left is better. Bars: lowest "
    "and highest of several seeds.",
)

# %% [markdown]
# How to read it: who is lower at the same bytes, or to the right at the same height, is beaten. Pocketrec with 128 factors
# against each of the others; where the ranges over seeds are not apart, the difference is within what another seed makes:

# %%
rows = []
for measured in drawn:
    found = {(row["model"], row["factors"]): row for row in measured["rows"]}
    ours = found["softmax", 128]
    for rival in found.values():
        if rival["model"].startswith("softmax") or rival["factors"] in (16, 32):
            continue
        ratio = ours["ndcg@20"]["mean"] / rival["ndcg@20"]["mean"]
        rows.append(
            {
                "data set": measured["title"],
                "against": show.model_name(rival["model"])
                + (f", {rival['factors']} factors" if rival["factors"] else ""),
                "its bytes over ours": rival["bytesPerItem"] / ours["bytesPerItem"],
                "our NDCG@20 over its": ratio,
                "ranges over seeds apart": "yes"
                if ours["ndcg@20"]["lowest"] > rival["ndcg@20"]["highest"]
                else "no",
            }
        )
show.table(
    pd.DataFrame(rows), {"its bytes over ours": "{:,.2f}", "our NDCG@20 over its": "{:,.2f}"}
)

# %% [markdown]
# ## 3.14 By segment
#
# A mean over readers hides who is served well. `evaluate` gives no figures by segment, but it takes ready-made lists: the
# same training list with test lists that hold one segment each asks one and the same model (equal seed, equal data) about
# that segment alone. The lists know neither content nor ratings, so the levels are below those of 3.13; the differences
# between segments are what counts.


# %%
def choices_of(folder, bundle) -> pd.DataFrame:
    """Readers and item indices of the rows whose id the bundle knows."""
    titles = parts.read_titles(bundle)
    names = parts.index_of_ids(titles)
    ratings = pd.read_csv(folder / "Ratings.csv", dtype=str, keep_default_na=False)
    frame = pd.DataFrame({"user": ratings["User-ID"], "item": ratings["ISBN"].map(names)})
    return frame.dropna().drop_duplicates().astype({"item": int})


def split(choices: pd.DataFrame) -> tuple[dict, dict]:
    """Training and test lists: of readers with five choices or more, a fifth is asked for."""
    random = np.random.default_rng(1)
    training, test = {}, {}
    for user, (_, items) in enumerate(choices.groupby("user")["item"]):
        drawn = random.permutation(items.to_numpy()).tolist()
        held = round(0.2 * len(drawn)) if len(drawn) >= 5 else 0
        test[user], training[user] = drawn[:held], sorted(drawn[held:])
    return training, test


def segments_of(training: dict, test: dict) -> dict[str, dict]:
    """Test lists by segment, of at most so many readers each."""
    random = np.random.default_rng(2)
    most = 300 if cli.is_quick() else 700
    chosen = pd.Series([item for items in training.values() for item in items]).value_counts()
    bounds = {"4 to 9": (4, 9), "10 to 29": (10, 29), "30 and more": (30, 10**9)}
    found = {}
    for label, (low, high) in bounds.items():
        found[f"readers by history: {label} items"] = {
            user: items
            for user, items in test.items()
            if items and low <= len(training[user]) <= high
        }
    popularity = chosen.to_dict()
    tiers = {"1 to 5": (1, 5), "6 to 50": (6, 50), "more than 50": (51, 10**9)}
    for label, (low, high) in tiers.items():
        kept = {
            user: [item for item in items if low <= popularity.get(item, 0) <= high]
            for user, items in test.items()
        }
        found[f"items by readers: {label}"] = {user: items for user, items in kept.items() if items}
    for label, lists in found.items():
        users = list(lists)
        if len(users) > most:
            users = sorted(random.choice(users, most, replace=False).tolist())
        found[label] = {user: lists[user] for user in users}
    return {label: lists for label, lists in found.items() if len(lists) >= 20}


segmented = {"sample": sample}
if real := cli.real_data("book-crossing"):
    segmented = {"Book-Crossing subset": real}
else:
    show.say(cli.why_missing("book-crossing") + " The sample stands in.")
segment_rows = []
for name, folder in segmented.items():
    training, test = split(choices_of(folder, tool.train(folder, **cli.QUICK_TRAINING)))
    lists = tool.work / "segments" / name.replace(" ", "-")
    train_list = cli.write_lists(lists / "train.txt", training)
    for number, (label, segment) in enumerate(segments_of(training, test).items()):
        report = tool.evaluate(
            train=train_list,
            test=cli.write_lists(lists / f"test-{number}.txt", segment),
            models="popularity,item-knn,softmax",
            epochs=4 if cli.is_quick() else 20,
            no_validate=True,
            k=20,
        )
        for row in report["models"]:
            segment_rows.append({"set": name, "segment": label, **row})
segment_frame = pd.DataFrame(segment_rows)
shown = segment_frame.assign(
    model=segment_frame["name"].map(show.model_name),
    figure=[show.with_interval(row, "recall@20") for row in segment_rows],
).pivot(index=["set", "segment", "users"], columns="model", values="figure")
order = list(dict.fromkeys(segment_frame["segment"]))
shown = shown.reset_index().sort_values("segment", key=lambda column: column.map(order.index))
show.table(shown.rename(columns={"users": "readers"}))

# %%
figure, ax = plt.subplots(figsize=(9, 3.6))
for shift, model in zip((-0.2, 0, 0.2), ("popularity", "item-knn", "softmax"), strict=True):
    rows = segment_frame[segment_frame["name"] == model]
    colour, mark = show.MODEL_MARKS[model]
    y = [order.index(label) + shift for label in rows["segment"]]
    low, high = np.array(rows["recall@20_interval"].tolist()).T
    middle = rows["recall@20"].to_numpy()
    ax.errorbar(middle, y, xerr=[middle - low, high - middle], fmt=mark, color=colour, capsize=2, label=show.model_name(model))  # fmt: skip
ax.set_yticks(range(len(order)), order)
ax.invert_yaxis()
ax.set_xlim(0)
ax.set_xlabel("Recall@20")
ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
show.picture(
    figure,
    f"Recall@20 by segment, {next(iter(segmented))}, with 95 % intervals: readers by the length of their history, items "
    "by how many readers chose them in training.",
)

# %% [markdown]
# Beside item-kNN, in each segment:

# %%
found = {label: group.set_index("name") for label, group in segment_frame.groupby("segment")}
ahead = [
    s
    for s, rows in found.items()
    if rows["recall@20_interval"]["softmax"][0] > rows["recall@20"]["item-knn"]
]
behind = [
    s
    for s, rows in found.items()
    if rows["recall@20_interval"]["softmax"][1] < rows["recall@20"]["item-knn"]
]
show.say(
    f"Ahead by more than its interval: {'; '.join(ahead) or 'nowhere'}. Behind by more than its interval: "
    f"{'; '.join(behind) or 'nowhere'}. The model here has neither content nor chosen settings: a reason to look at "
    "segments after a full training, not a verdict."
)

# %% [markdown]
# - **Readers**: compare the columns, not the lines: recall depends on how many items are to be found, whoever ranks.
# - **Items**: what few chose is hard to find among all, and popularity finds nothing there. Content, which is left out
#   here, helps over all readers (notebook 4); by segment that is not measured.
# - **New items** and **new readers** are segments of their own: notebook 4.
#
# ## 3.15 Drift, and when to retrain
#
# None of the data sets here has times of day, so decay over weeks cannot be measured on them, and no figure is given for
# it. What can be measured is how much is lost by training on a part of the data: the same readers, asked by models
# that know a part of all other readers (the sample, without content).

# %%
training, test = split(choices_of(sample, tool.train(sample, **cli.QUICK_TRAINING)))
random = np.random.default_rng(3)
lists = tool.work / "growth"
asked = [user for user, items in test.items() if items]
asked = sorted(random.choice(asked, min(1000, len(asked)), replace=False).tolist())
test_list = cli.write_lists(lists / "test.txt", {user: test[user] for user in asked})
# The readers who are asked keep their whole history: what changes is what others have told.
place = {user: random.random() for user in training}
growth = []
for share in (0.4, 0.6, 0.8, 1.0):
    known = {
        user: items for user, items in training.items() if user in set(asked) or place[user] < share
    }
    report = tool.evaluate(
        train=cli.write_lists(lists / f"train-{int(100 * share)}.txt", known),
        test=test_list,
        models="softmax",
        epochs=4 if cli.is_quick() else 12,
        no_validate=True,
        k=20,
    )
    row = report["models"][0]
    growth.append({"other readers known": show.percent(share, 0), "choices": report["data"]["training_interactions"],
                   "Recall@20": show.with_interval(row, "recall@20"), "NDCG@20": show.with_interval(row, "ndcg@20")})  # fmt: skip
show.table(pd.DataFrame(growth))

# %% [markdown]
# And how much of what people see changes with a training. The measured case: the data grow by a twentieth, and lists of
# ten for the same histories are compared:

# %%
stability = cli.measured("stability")
show.table(
    pd.DataFrame(
        {
            "training": ["warm start from the old bundle", "anew"],
            "of a list of ten stays": [
                show.percent(stability["warmOverlap10"], 0),
                show.percent(stability["coldOverlap10"], 0),
            ],
            "seconds of epochs": [stability["warmSeconds"], stability["coldSeconds"]],
            "data set": [stability["dataSet"]] * 2,
        }
    ),
    {"seconds of epochs": "{:.1f}"},
)

# %% [markdown]
# **What to watch** (all of it can be computed where the data are, none of it needs visitors' data):
#
# | signal | how | act when |
# | --- | --- | --- |
# | choices of items that the bundle does not know | share of last week's rows whose id is not in the titles part | it passes a few percent: `add-items` today, a training soon |
# | popularity shift | share of the last week's hundred most chosen that are not in the bundle's first hundred | a third of them are new |
# | recall on last week | `evaluate --train` the list of before, `--test` the list of last week: the deployed state of knowledge against what came | it falls by more than its interval |
# | cleaning report | dropped and repaired shares by reason | one doubles |
# | calibration error | `error` in the manifest, from training to training | it doubles |
# | time since training | the manifest's date on the host | a week, if nothing else came first |
#
# The thresholds are starting points, not measured. A training costs minutes:

# %%
figures = cli.measured("figures")
show.table(
    pd.DataFrame(
        [
            ("gowalla, train as a whole", figures["gowalla"]["trainSeconds"], figures["gowalla"]["trainMegabytes"]),
            ("Book-Crossing subset, CSV to bundle", figures["bookCrossing"]["csvToBundleSeconds"], figures["bookCrossing"]["trainMegabytes"]),
        ],
        columns=["what", "seconds", "peak memory, MB"],
    ),
    {"seconds": "{:.0f}", "peak memory, MB": "{:.0f}"},
)  # fmt: skip
show.say(
    f"Measured on {figures['machine']}. So: retrain nightly if you can, with `--warm-start`, because it is cheap."
)

# %% [markdown]
# ## 3.16 What to measure online
#
# Offline figures rank models; only visitors tell what a list is worth. Primary: share of sessions with a click on the
# rail that leads to a borrowing, a basket or a page read to the end. Guardrails: time to first list, errors, returns,
# share of the catalogue shown. The product sends nothing home, so **the owner of the page must count**, in aggregate and
# with consent where the law asks for it.
#
# **A/B test.** Visitors are divided by a random number kept on the device; both arms run for whole weeks. For two
# proportions p1 and p2, two-sided at level alpha and with power 1 - beta, each arm needs

# %%
show.formula(
    r"n = \frac{\left(z_{1-\alpha/2}\sqrt{2\,\bar p\,(1-\bar p)}"
    r" + z_{1-\beta}\sqrt{p_1(1-p_1) + p_2(1-p_2)}\right)^2}{(p_1-p_2)^2}",
    "n is the square of z alpha half times the root of 2 p bar times 1 less p bar, plus z beta times the root of p 1 times "
    "1 less p 1 plus p 2 times 1 less p 2; over the square of p 1 less p 2.",
)


# %%
def visitors_an_arm(p1: float, lift: float, alpha: float = 0.05, power: float = 0.8) -> float:
    """Of a two-sided test of two proportions, p2 = p1 (1 + lift)."""
    p2 = p1 * (1 + lift)
    mean = (p1 + p2) / 2
    z = NormalDist().inv_cdf
    root = z(1 - alpha / 2) * (2 * mean * (1 - mean)) ** 0.5
    root += z(power) * (p1 * (1 - p1) + p2 * (1 - p2)) ** 0.5
    return (root / (p2 - p1)) ** 2


lifts = [0.02, 0.05, 0.1, 0.2]
rows = [
    {
        "share with a click now": show.percent(p1, 0),
        **{f"lift {show.percent(lift, 0)}": visitors_an_arm(p1, lift) for lift in lifts},
    }
    for p1 in (0.01, 0.02, 0.05, 0.1, 0.2)
]
lifted = [f"lift {show.percent(lift, 0)}" for lift in lifts]
show.table(pd.DataFrame(rows), dict.fromkeys(lifted, "{:,.0f}"))
example, daily = visitors_an_arm(0.05, 0.1), 5000
show.say(
    f"Visitors an arm, at level 0.05 and power 0.8. With {daily:,} visitors a day in the test, half in each arm, a lift of "
    f"a tenth on a rate of one in twenty takes {2 * example / daily:,.0f} days; half that lift takes "
    f"{2 * visitors_an_arm(0.05, 0.05) / daily:,.0f} days. Decide the number before, and do not stop early at a lucky day: "
    "looking every day at the usual level finds a difference where there is none far more often than one time in twenty."
)

# %% [markdown]
# **Interleaving.** Both models' lists are merged into one (team draft: they pick in turn, the first by lot), and a click
# is credited to whose title it was. Each visitor compares both, so differences between visitors cancel out. A session is
# decisive where one side has more clicks; of those, side B wins a share p. Against one half, a sign test needs

# %%
show.formula(
    r"n = \frac{\left(z_{1-\alpha/2}/2 + z_{1-\beta}\sqrt{p\,(1-p)}\right)^2}{(p-1/2)^2}",
    "n is the square of half z alpha half plus z beta times the root of p times 1 less p, over the square of p less one "
    "half.",
)


# %%
def decisive_sessions(p: float, alpha: float = 0.05, power: float = 0.8) -> float:
    """Of a two-sided sign test of p against one half."""
    z = NormalDist().inv_cdf
    return ((z(1 - alpha / 2) / 2 + z(power) * (p * (1 - p)) ** 0.5) / (p - 0.5)) ** 2


rows = [
    {
        "B wins so many decisive sessions": show.percent(p, 0),
        "decisive sessions": decisive_sessions(p),
        **{
            f"sessions, if {show.percent(share, 0)} are decisive": decisive_sessions(p) / share
            for share in (0.02, 0.05, 0.1)
        },
    }
    for p in (0.51, 0.52, 0.55, 0.6)
]
frame = pd.DataFrame(rows)
show.table(frame, dict.fromkeys(frame.columns[1:], "{:,.0f}"))

# %% [markdown]
# Interleaving needs far fewer sessions, but only says which list is preferred, not what that is worth. Use it to sort out
# candidates, and an A/B test for the one that goes live. In a page, `recommend` of two bundles gives the two lists; the
# draft is a dozen lines of the page's own.
#
# **What the offline figures suggest.** Clicks do not follow NDCG one to one. A cautious plan takes half of the offline
# difference, which is a rule of thumb and not measured:

# %%
rows = []
for measured in drawn:
    found = {(row["model"], row["factors"]): row for row in measured["rows"]}
    lift = found["softmax", 128]["ndcg@20"]["mean"] / found["ials", 128]["ndcg@20"]["mean"] - 1
    rows.append(
        {
            "data set": measured["title"],
            "NDCG@20 over iALS": f"{100 * lift:+.0f} %",
            "planned lift": f"{50 * lift:+.0f} %",
            "visitors an arm, rate one in twenty": visitors_an_arm(0.05, lift / 2),
        }
    )
show.table(pd.DataFrame(rows), {"visitors an arm, rate one in twenty": "{:,.0f}"})

# %% [markdown]
# ## What to do with this
#
# **Growth, product, commercial.** Agree on one primary metric before a test (share of sessions with a valuable click), the
# lift worth having, and with the table above the number of days. If the days are too many, interleave. Ask for coverage
# and novelty beside accuracy when suppliers ask who is shown. What a diversity slider
# costs is in the table of 3.11.
#
# **Data scientist.** Trust differences larger than the interval, and settings chosen on other people than those reported.
# Compare models at equal bytes. Look at segments before means.
#
# **Engineer.** Put recall on last week, the share of unknown ids and the cleaning shares on one chart, and publish by
# `promote`, which refuses where the manifest's figures fell; `diff` says how far lists moved.
