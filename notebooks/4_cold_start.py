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
# # 4 · Cold start: new items and new visitors
#
# **What you will know at the end**
#
# - where an item goes that nobody has chosen yet, how good that place is, and how sure one can be of it;
# - how much the first few people who choose it change;
# - what it costs to show new items on purpose;
# - what a visitor gets after no, one, two and five choices, and which questions to ask who has made none.
#
# Two things are cold here, and only two: items without readers, and visitors without a history. A visitor who was not
# trained on is the normal case (every visitor is new to this model), and is what notebook 3 measures.

# %%
import csv

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import bundle_parts as parts
import pocketrec_cli as cli
import show

show.use_style()
tool = cli.Pocketrec()
sample = tool.sample()
epochs = 4 if cli.is_quick() else 12
flags = {"epochs": epochs, "no_validate": True}
cold = cli.measured("cold")
seeds = {"seed": cold["known"]["seed"], "epochs": cold["known"]["epochs"]}

# %% [markdown]
# ## 4.1 New items
#
# An item's vector is an own part, moved by the people who chose it, plus the vectors of its features (notebook 1). In each
# step of training the own parts of some items are left out, so that features learn to stand alone. A new item is its
# features alone, at a shorter length, so that it comes forward less than what is known to please.
#
# ### How good is that place
#
# Real books that never occur in the training ratings, and the people who later chose them; new items are the only
# candidates (`./dev bench cold`):

# %%
for measured in cold["sets"]:
    rows = measured["rows"]
    chance = next(row["ndcg@20"]["mean"] for row in rows if row["model"] == "random")
    show.say(
        f"{measured['title']}: {measured['candidates']:,} new items, {measured['people']['mean']:,.0f} people"
    )
    show.table(
        pd.DataFrame(
            {
                "model": [
                    show.model_name(row["model"]) + (f", {row['variant']}" if row["variant"] else "")
                    for row in rows
                ],
                "Recall@20": [row["recall@20"]["mean"] for row in rows],
                "NDCG@20": [row["ndcg@20"]["mean"] for row in rows],
                "times chance": [row["ndcg@20"]["mean"] / chance for row in rows],
            }
        ),
        {"Recall@20": show.at, "NDCG@20": show.at, "times chance": "{:.0f}"},
    )

# %% [markdown]
# The same on the sample, now, with intervals: a random fifth of the books is taken out of training.

# %%
report = tool.evaluate(
    sample, protocol="cold", models="random,popularity,content-knn,author,softmax", **flags
)
show.table(
    pd.DataFrame(
        {
            "model": [show.model_name(row["name"]) for row in report["models"]],
            "Recall@20": [show.with_interval(row, "recall@20") for row in report["models"]],
            "NDCG@20": [show.with_interval(row, "ndcg@20") for row in report["models"]],
        }
    )
)
show.say(
    f"{report['data']['candidates']:,} new books, {report['models'][0]['users']:,} simulated readers. Coverage, Gini, "
    "novelty and diversity say nothing here: all candidates are new, so that nobody has chosen them. For the same "
    "reason popularity cannot tell them apart: where it is better than chance, "
    "the order of the file is."
)

# %% [markdown]
# ### What content gives items that people know
#
# The same content helps items that few people chose. All items ranked, people never trained on:

# %%
rows = []
for measured in cold["warm"]:
    for metric in ("recall@20", "ndcg@20"):
        without, with_it = (
            measured["withoutContent"][metric]["mean"],
            measured["withContent"][metric]["mean"],
        )
        rows.append(
            {
                "data set": measured["title"],
                "metric": metric,
                "without content": without,
                "with content": with_it,
                "gain": f"{100 * (with_it / without - 1):+.1f} %",
            }
        )
show.table(pd.DataFrame(rows), {"without content": show.at, "with content": show.at})

# %% [markdown]
# How far items of a bundle lie where their content alone would put them, by how many people chose them (`inspect`; a
# random direction would account for 1 / factors):

# %%
bundle = tool.train(sample, epochs=6 if cli.is_quick() else 20, no_validate=True)
inspected = tool.ask("inspect", bundle)
lean = pd.DataFrame(inspected["content_lean"])
lean["share"] = lean["share"].map(show.percent)
show.table(
    lean.rename(
        columns={
            "people": "people who chose it, about",
            "items": "items looked at",
            "share": "of the vector that content accounts for",
        }
    )
)

# %% [markdown]
# ## 4.2 The first people
#
# From 0 to 10 of the people who chose a new item are told to the training, and never asked about; the questions are the
# same at every point.

# %%
figure, axes = plt.subplots(1, len(cold["known"]["sets"]), figsize=(9, 3.4), squeeze=False)
for ax, measured in zip(axes[0], cold["known"]["sets"], strict=True):
    frame = pd.DataFrame(measured["rows"])
    for model, rows in frame.groupby("model", sort=False):
        colour, mark = show.MODEL_MARKS[model]
        ax.plot(rows["knownInteractions"], rows["ndcg@20"], mark + "-", color=colour, label=show.model_name(model))  # fmt: skip
    ax.set(xlabel="people known to have chosen the item", title=measured["title"], ylim=(0, None))
axes[0][0].set_ylabel("NDCG@20")
figure.legend(*axes[0][0].get_legend_handles_labels(), loc="outside lower center", ncols=4)
show.picture(
    figure,
    "NDCG@20 of new items by how many of their people are known: a model of who chose what alone (item-kNN) needs many "
    "people to come near to what content gives from the start.",
)
rows = []
for measured in cold["known"]["sets"]:
    frame = pd.DataFrame(measured["rows"]).pivot(
        index="model", columns="knownInteractions", values="ndcg@20"
    )
    frame.columns = [f"{n} known" for n in frame.columns]
    frame.insert(0, "model", [show.model_name(one) for one in frame.index])
    frame.insert(0, "data set", measured["title"])
    rows.append(frame)
table = pd.concat(rows)
show.table(table, dict.fromkeys(table.columns[2:], show.at))
show.say(
    f"One seed ({seeds['seed']}), {seeds['epochs']} epochs, settings as they stand; `tests/bench/EXPLORED.md` says which "
    "differences another seed makes."
)

# %% [markdown]
# The first person moves an item away from where its content puts it, and one person is a weak witness: the curve may dip
# before it rises. What was tried against that is in `tests/bench/EXPLORED.md` ("half of own part"):

# %%
show.table(cli.explored("Content", 3))

# %% [markdown]
# ## 4.3 New items among all others
#
# Left alone, new items are rarely shown. `new_item_length` (a setting of training) says how far they come forward, and
# `exploration` (a setting of a request) keeps a share of the places for the best of them. What that costs:

# %%
rows = []
for measured in cold["slots"]["sets"]:
    base = measured["rows"][0]
    for row in measured["rows"]:
        rows.append(
            {
                "data set": measured["title"],
                "exploration": row["exploration"],
                "new among those shown": show.percent(row["newShare@20"]),
                "Recall@20 of new items": row["newRecall@20"],
                "Recall@20 of the others": row["warmRecall@20"],
                "gain, new": f"{row['newRecall@20'] / base['newRecall@20']:.1f} times",
                "loss, others": f"{100 * (row['warmRecall@20'] / base['warmRecall@20'] - 1):+.1f} %",
            }
        )
show.table(
    pd.DataFrame(rows),
    {
        "exploration": "{:g}",
        "Recall@20 of new items": show.at,
        "Recall@20 of the others": show.at,
    },
)

# %%
figure, ax = plt.subplots(figsize=(6.6, 3.2))
for measured, colour, mark in zip(
    cold["slots"]["sets"], (show.BLUE, show.VERMILION), "os", strict=False
):
    rows = pd.DataFrame(measured["rows"])
    change = 100 * (rows["warmRecall@20"] / rows["warmRecall@20"][0] - 1)
    ax.plot(rows["newRecall@20"], change, mark + "-", color=colour, label=measured["title"])
    for x, y, share in zip(rows["newRecall@20"], change, rows["exploration"], strict=True):
        ax.annotate(f"{share:g}", (x, y), textcoords="offset points", xytext=(6, 5), fontsize=9)
ax.set(xlabel="Recall@20 of new items", ylabel="change of the others' Recall@20, %")
ax.margins(y=0.15)
ax.legend()
show.picture(
    figure,
    "What slots for new items gain (to the right) and cost (downwards), by the share of places kept for them "
    "(`exploration`, at the points).",
)

# %% [markdown]
# ## 4.4 One new item, placed
#
# `new-item` places a title that the bundle does not have, and says how sure it is: certainty is where the length of its
# features lies among those of the catalogue. This needs no training, and runs in the browser too.

# %%
planned = [
    {"title": "Murder at the Vicarage Gate", "author": "Agatha Christie", "category": ["Mystery"]},
    {"title": "A Short Walk on Mars", "category": ["Science fiction"], "year": 2026},
    {"title": "Untitled", "author": "Somebody Unknown"},
]
rows = []
for facts in planned:
    try:
        placed = tool.ask("new-item", bundle, n=4, **facts)
        near = "; ".join(f"{one['title']} ({one['author']})" for one in placed["nearest"])
        keys = f"{placed['known_keys']} of {placed['keys']}"
        certainty = f"{placed['certainty']:.2f}"
    except RuntimeError as refusal:  # nothing of it is known
        near, keys, certainty = str(refusal).split("error: ")[1], "0", ""
    told = {name: value for name, value in facts.items() if name != "title"}
    rows.append(
        {
            "title": facts["title"],
            "told besides": ", ".join(str(value).strip("[]'") for value in told.values()),
            "keys known": keys,
            "certainty": certainty,
            "nearest, or what the tool says": near,
        }
    )
show.table(pd.DataFrame(rows))

# %% [markdown]
# Certainty is the share of the catalogue that is known less surely by its content. A title by a known author lies among the
# author's books; one that shares only common words is a guess, and a page should say so; of one that shares nothing, the
# tool says nothing. With
# `add-items` such titles go into a finished bundle, without a training:

# %%
with (sample / "Books.csv").open(encoding="utf-8") as file:
    columns = next(csv.reader(file))
additions = tool.work / "additions" / "Books.csv"
additions.parent.mkdir(parents=True, exist_ok=True)
known = dict.fromkeys(columns, "")
new_rows = [
    {
        **known,
        "ISBN": f"NEW-{number}",
        "Book-Title": facts["title"],
        "Book-Author": facts.get("author", ""),
        "Year-Of-Publication": facts.get("year", ""),
        "Categories": "|".join(facts.get("category", [])),
        "Language": "en",
    }
    for number, facts in enumerate(planned[:2])
]
text = pd.DataFrame(new_rows).to_csv(index=False)
if not additions.exists() or additions.read_text() != text:
    additions.write_text(text)
larger = tool.add_items(bundle, additions)
before, after = cli.manifest(bundle), cli.manifest(larger)
titles = parts.read_titles(larger)
show.table(
    pd.DataFrame(
        {
            "bundle": ["before", "after"],
            "items": [before["counts"]["items"], after["counts"]["items"]],
            "model id": [before["model_id"], after["model_id"]],
            "last item": [
                parts.read_titles(bundle)["title"].iloc[-1] or "(an id alone)",
                titles["title"].iloc[-1],
            ],
        }
    )
)
fan = titles[(titles["author"] == "Agatha Christie") & (titles["popularity"] > 0)]["id"].head(2)
listed = {
    share: tool.ask("recommend", larger, history=",".join(fan), n=10, exploration=share)["items"]
    for share in (0, 0.1)
}
for share, items in listed.items():
    places = [i + 1 for i, one in enumerate(items) if one["id"].startswith("NEW-")]
    show.say(
        f"A list of ten for a reader of two books by Agatha Christie, exploration {share:g}: new titles at "
        f"{'places ' + ', '.join(map(str, places)) if places else 'no place'}."
    )

# %% [markdown]
# ## 4.5 New visitors
#
# Of whom nothing is known, every model shows what is popular. What the first choices give; real readers, the same
# questions at every point:

# %%
visitors = cold["visitors"]
figure, axes = plt.subplots(1, 2, figsize=(9, 3.3))
for measured in visitors["sets"]:
    for model, rows in pd.DataFrame(measured["rows"]).groupby("model", sort=False):
        colour, mark = show.MODEL_MARKS[model]
        axes[0].plot(rows["historyItems"], rows["ndcg@20"], mark + "-", color=colour, label=show.model_name(model))  # fmt: skip
    axes[0].set(title=measured["title"])
shorts = [0, 1, 2, 5]
found = {
    n: tool.evaluate(
        sample, protocol="strong", history_items=n, models="popularity,item-knn,softmax", **flags
    )["models"]
    for n in shorts
}
for i, model in enumerate(("popularity", "item-knn", "softmax")):
    colour, mark = show.MODEL_MARKS[model]
    middle = np.array([found[n][i]["ndcg@20"] for n in shorts])
    low, high = np.array([found[n][i]["ndcg@20_interval"] for n in shorts]).T
    axes[1].errorbar(shorts, middle, [middle - low, high - middle], fmt=mark + "-", color=colour, capsize=2)  # fmt: skip
axes[1].set(title="sample (simulated readers)")
for ax in axes:
    ax.set(xlabel="items known of the visitor", ylim=(0, None))
axes[0].set_ylabel("NDCG@20")
figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
show.picture(
    figure,
    "NDCG@20 by how many items of a visitor are known. Right: the sample, now, with 95 % intervals.",
)
rows = []
for measured in visitors["sets"]:
    frame = pd.DataFrame(measured["rows"]).pivot(
        index="model", columns="historyItems", values="ndcg@20"
    )
    gain = frame.loc["softmax"] / frame.loc["popularity"]
    show.say(
        f"{measured['title']}, {measured['people']:,} people: with one item the list is "
        f"{gain[1]:.1f} times as good as popularity, with two {gain[2]:.1f} times, with five {gain[5]:.1f} times."
    )

# %% [markdown]
# ### Which titles to ask about
#
# A visitor with no history can be asked. Simulated with real readers, who are shown up to a hundred titles until they
# have rated five (`tests/bench/EXPLORED.md`; "gives" is Recall@20/NDCG@20):

# %%
ways = cli.explored("Titles to rate")
show.table(ways)
reached = ways["knows one"].astype(float)
now = reached[ways["what is shown"].str.endswith("(now)")].iloc[0]
show.say(
    'So asking about popular titles reaches few people, because the tail is long. Asking "do you know this author?" '
    f"reaches {now / reached.iloc[0]:.1f} times as many, and does not cost a byte. That is what the page does."
)

# %% [markdown]
# By the number of answers:

# %%
show.table(cli.explored("Titles to rate", 1))

# %% [markdown]
# The same on the sample, now:

# %%
asked = tool.evaluate(
    sample,
    protocol="strong",
    answers=5,
    models="popularity,asked-popular,asked-offered,asked-authors,softmax",
    **flags,
)
names = {
    "popularity": "nobody is asked: popularity",
    "softmax": "the whole history is known",
}
order = ["popularity", "asked-popular", "asked-offered", "asked-authors", "softmax"]
by_name = {row["name"]: row for row in asked["models"]}
show.table(
    pd.DataFrame(
        {
            "what is known of the visitor": [names.get(one, show.model_name(one)) for one in order],
            "Recall@20": [show.with_interval(by_name[one], "recall@20") for one in order],
            "NDCG@20": [show.with_interval(by_name[one], "ndcg@20") for one in order],
        }
    )
)

# %% [markdown]
# ### Age and place
#
# Where visitors say where they live, or how old they are, and nothing else is known of them, what such people choose can
# be shown. A bundle publishes it as sums of people: what fewer than a handful chose is hidden, other counts are rounded
# (`core/FORMAT.md`, the groups part). People held out of training, in the mean of several seeds, with the lowest and
# the highest:

# %%
groups = cold["groups"]["sets"][0]
shown = {
    "popularity": "by everybody",
    "place-popularity": "in their country",
    "age-popularity": "at their age",
    "group-popularity": "in their country and at their age",
}
show.table(
    pd.DataFrame(
        {
            "what is chosen most": [shown[row["model"]] for row in groups["rows"]],
            "Recall@20": [show.spread(row["recall@20"], row["seeds"]) for row in groups["rows"]],
            "NDCG@20": [show.spread(row["ndcg@20"], row["seeds"]) for row in groups["rows"]],
        }
    )
)

# %% [markdown]
# On the sample, whose simulated readers read in the languages of their countries:

# %%
by_group = tool.evaluate(
    sample, protocol="strong", history_items=0, models=",".join(shown), **flags
)
show.table(
    pd.DataFrame(
        {
            "what is chosen most": [shown[row["name"]] for row in by_group["models"]],
            "Recall@20": [show.with_interval(row, "recall@20") for row in by_group["models"]],
            "NDCG@20": [show.with_interval(row, "ndcg@20") for row in by_group["models"]],
        }
    )
)

# %% [markdown]
# The country is worth a good deal for a very first list; age is worth little. The page asks for both and insists on
# neither; what is said stands in the address behind the `#`, which no server sees. A first answer about an author is
# worth more: it gives a list of the visitor's own.
#
# ## What to do with this
#
# **Growth, product, commercial.** Let a visitor mark one title, or one author, before anything else: the first mark is
# where the list stops being everybody's. For launches, give the catalogue entry its author, series and categories, use
# `new-item` to see the audience before printing anything, and keep a tenth of the places for new titles if suppliers ask
# for exposure: the tables of 4.3 say what it costs. If `certainty` is low, do not promise an audience.
#
# **Data scientist.** Compare cold figures only at equal candidates: new items alone, and new items among all, are
# different questions. The dip at the first person is the open question here.
#
# **Engineer.** New titles of the day: `add-items` into the running bundle. Choices of them count from the next training
# on. Keep the file of additions until then, since a training starts from the catalogue.
