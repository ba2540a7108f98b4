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
# # 1 · Data: what is in it, what is wrong with it, what is made of it
#
# **What you will know at the end**
#
# - what the three files Books, Users and Ratings hold, and how much of it is usable;
# - every kind of dirt that the cleaner found in them, on real rows, with its count and with what became of it;
# - which signals people leave, how unequally books are chosen, and how little is known of most people;
# - which features of items and users the model gets, which it does not get, and why.
#
# All cleaning is done by `pocketrec train`, which writes `cleaning.json` beside the bundle. This notebook shows the
# files as they are and reads what the tool says of them; it repairs nothing itself. Two sets stand side by side: the
# sample that the program makes (real books, simulated readers, deliberate dirt), and, where it is there, a subset of
# Book-Crossing (real readers, real dirt).

# %%
import csv
import difflib
import re
from pathlib import Path

import bundle_parts as parts
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pocketrec_cli as cli
import show

show.use_style()
tool = cli.Pocketrec()

# One pass over the users is enough: here the model does not matter, only what the reader says.
folders = {"sample": tool.sample()}
if real := cli.real_data("book-crossing"):
    folders["Book-Crossing subset"] = real
else:
    show.say(cli.why_missing("book-crossing"))
bundles = {name: tool.train(folder, **cli.QUICK_TRAINING) for name, folder in folders.items()}
reports = {name: cli.cleaning(bundle) for name, bundle in bundles.items()}
titles = {name: parts.read_titles(bundle) for name, bundle in bundles.items()}
main = list(folders)[-1]  # the most real set that is there

# %% [markdown]
# ## 1.1 The three files
#
# | file | one row is | joins by |
# | --- | --- | --- |
# | Books.csv | an edition: ISBN, title, author, year, publisher, three addresses of cover pictures | `ISBN` |
# | Users.csv | a reader: place as typed, age | `User-ID` |
# | Ratings.csv | a reader and an edition: 1 to 10 stars, or 0: chosen, but not rated | both |
#
# How each file is written (separator, quotes, line ends, encoding) is found out by the reader, not configured:

# %%
rows = []
for name, report in reports.items():
    for file, facts in report["files"].items():
        rows.append(
            {"set": name, "file": file, "rows": facts["rows"], "written as": facts["recognised"]}
        )
show.table(pd.DataFrame(rows))


# %% [markdown]
# The first rows, as they stand (the addresses of pictures are never used: a page that asks another host for covers
# tells that host who reads what).


# %%
def as_text(path: Path) -> pd.DataFrame:
    """A file as it is, every cell a text."""
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding_errors="replace")


raw = {
    name: {file: as_text(folder / f"{file}.csv") for file in ("Books", "Users", "Ratings")}
    for name, folder in folders.items()
}
for file in ("Books", "Users", "Ratings"):
    show.say(f"**{file}.csv**, {main}")
    show.table(
        raw[main][file]
        .head(4)
        .drop(columns=["Image-URL-S", "Image-URL-M", "Image-URL-L"], errors="ignore")
    )

# %% [markdown]
# ## 1.2 Every kind of dirt, with a real row
#
# One line a kind: how many rows it concerns, the first of them as it stands in the file, and what it is in the bundle.
# "Kept" means repaired and kept. Where "in the bundle" is empty, the row is gone, or the bundle does not hold that
# field (of places and ages, only sums of people are).


# %%
def line_of(path: Path, number: int) -> str:
    """Line `number` of a file, from 1; lines end as they end there."""
    lines = re.split(rb"\r\n|\n|\r", path.read_bytes())
    return lines[number - 1].decode("utf-8", errors="replace")


def without_links(line: str) -> str:
    """A line up to the addresses of pictures, and not too much of it."""
    text = line.split("http:")[0]
    return text if len(text) < 90 else text[:87] + "..."


def in_bundle(found: dict, line: str, known: pd.DataFrame) -> str:
    """What the bundle has instead of the offending text."""
    cells = next(csv.reader([line]), [])
    if found["file"] == "Books.csv" and len(cells) > 4:
        names = {cells[0], cells[0].upper(), cells[0].zfill(10)}
        hit = known[
            known["id"].isin(names) | known["other_ids"].map(lambda ids: bool(names & set(ids)))
        ]
        field = next((i for i, cell in enumerate(cells[:5]) if cell[:6] == found["example"][:6]), 0)
        column = ["id", "title", "author", "year", "publisher"][field]
        value = "" if hit.empty else hit.iloc[0][column]
        return "unknown" if column == "year" and value == 0 else str(value)
    if found["file"] == "Ratings.csv" and len(cells) > 1:
        core = re.sub(r"\W", "", cells[1])[-6:-1]
        near = [one for one in known["id"] if core and core in one]
        return next(iter(difflib.get_close_matches(cells[1].upper(), near, 1, 0.3)), "")
    return ""


def dirt_table(name: str) -> pd.DataFrame:
    """A line a kind of dirt."""
    report, rows = reports[name], []
    for found in report["reasons"]:
        line = line_of(folders[name] / found["file"], found["line"]) if found["line"] else ""
        shown = without_links(line)
        rows.append(
            {
                "file": found["file"],
                "kind": found["reason"],
                "rows": found["count"],
                "of all": found["count"] / report["files"][found["file"]]["rows"],
                "what was done": "dropped" if found["dropped"] else "kept",
                "line": str(found["line"] or ""),
                "as it stands in the file": shown or found["example"],
                "in the bundle": "" if found["dropped"] else in_bundle(found, line, titles[name]),
            }
        )
    return pd.DataFrame(rows)


def share_text(share: float) -> str:
    """Small shares keep a digit that says something."""
    return f"{100 * share:.2g}\u00a0%" if share < 0.1 else f"{100 * share:.0f}\u00a0%"


for name in folders:
    show.say(f"**{name}**")
    show.table(dirt_table(name), {"rows": "{:,}", "of all": share_text})

# %% [markdown]
# Rows without a line number are known only after all rows are read: an item without facts, a pair that occurs twice,
# an edition that belongs to a work. The rules, with all the forms of each kind, are in `trainer/read/README.md`.
#
# ## 1.3 Before and after
#
# Every row that is gone is accounted for: rows read, less rows dropped by reason, are the interactions kept.

# %%
for name, report in reports.items():
    dropped = {
        found["reason"]: found["count"]
        for found in report["reasons"]
        if found["dropped"] and found["file"] == "Ratings.csv"
    }
    read, kept = report["files"]["Ratings.csv"]["rows"], report["kept"]["interactions"]
    assert read - sum(dropped.values()) == kept, "a row is not accounted for"

summary = []
for name, report in reports.items():
    counts = {file: facts["rows"] for file, facts in report["files"].items()}
    merged = sum(f["count"] for f in report["reasons"] if f["reason"].startswith("edition merged"))
    without = sum(f["count"] for f in report["reasons"] if "without a row of facts" in f["reason"])
    idle = sum(f["count"] for f in report["reasons"] if f["reason"] == "user without interactions")
    kept = report["kept"]
    summary += [
        {"set": name, "what": "books", "rows before": counts["Books.csv"], "kept": kept["items"],
         "because": f"{merged:,} editions joined their works; {without:,} ratings name books without a row: kept by their id"},
        {"set": name, "what": "readers", "rows before": counts["Users.csv"], "kept": kept["users"],
         "because": f"{idle:,} chose nothing, and are left out" if idle else "all of them chose something"},
        {"set": name, "what": "choices", "rows before": counts["Ratings.csv"], "kept": kept["interactions"],
         "because": f"{counts['Ratings.csv'] - kept['interactions']:,} blank or doubled rows are dropped"},
    ]  # fmt: skip
show.table(pd.DataFrame(summary))

# %% [markdown]
# The marks of dirt in the texts of books, counted in the file and in the bundle:

# %%
MARKS = {
    "an HTML entity": r"&#?\w+;",
    "signs of double encoding": r"Ã[\u0080-\u00bf?]|Â[\u0080-\u00bf]",
    "a backslash": r"\\",
}
rows = []
for name, files in raw.items():
    texts = ["Book-Title", "Book-Author", "Publisher"]
    before, after = files["Books"][texts], titles[name][["title", "author", "publisher"]]
    for what, pattern in MARKS.items():
        counts = [
            frame.apply(lambda column, p=pattern: column.str.contains(p)).any(axis=1).sum()
            for frame in (before, after)
        ]
        rows.append(
            {"set": name, "books with": what, "in the file": counts[0], "in the bundle": counts[1]}
        )
    years = pd.to_numeric(files["Books"]["Year-Of-Publication"], errors="coerce")
    impossible = [(years > 2026).sum(), (titles[name]["year"] > 2026).sum()]
    rows.append(
        {
            "set": name,
            "books with": "a year to come",
            "in the file": impossible[0],
            "in the bundle": impossible[1],
        }
    )
    with_facts = titles[name][titles[name]["title"] != ""]
    doubled = [
        frame.apply(lambda column: column.str.casefold()).duplicated().sum()
        for frame in (
            files["Books"][["Book-Title", "Book-Author"]],
            with_facts[["title", "author"]],
        )
    ]
    rows.append(
        {
            "set": name,
            "books with": "title and author of another",
            "in the file": doubled[0],
            "in the bundle": doubled[1],
        }
    )
show.table(pd.DataFrame(rows))

# %% [markdown]
# Books can be more after cleaning than before: what somebody chose is evidence even where the catalogue forgot the
# book. Such an item has an audience but no title; a page shows its id, and the catalogue's owner can add the row.

# %%
figure, axes = plt.subplots(1, len(reports), figsize=(9, 3.4), squeeze=False)
for ax, (name, report) in zip(axes[0], reports.items(), strict=True):
    found = pd.DataFrame(report["reasons"]).sort_values("count").tail(10)
    colours = [show.VERMILION if gone else show.BLUE for gone in found["dropped"]]
    hatches = ["//" if gone else "" for gone in found["dropped"]]
    bars = ax.barh(range(len(found)), found["count"], color=colours)
    for bar, hatch in zip(bars, hatches, strict=True):
        bar.set_hatch(hatch)
        bar.set_edgecolor("white")
    short = [reason.split(",")[0][:34] for reason in found["reason"]]
    ax.set_yticks(range(len(found)), short, fontsize=8)
    ax.set_xscale("log")
    ax.set_xlabel("rows (logarithmic)")
    ax.set_title(name)
show.picture(
    figure,
    "The ten commonest kinds of dirt of each set, by rows. Plain bars: repaired and kept. Hatched bars: dropped.",
)

# %% [markdown]
# ## 1.4 The same data in the forms that people really hold
#
# Copies of Book-Crossing differ: semicolons, bare carriage returns, digits eaten by a spreadsheet, columns shifted by a
# cut `&amp;`. Each of these real pieces goes through the same reader, joined by what it lacks.

# %%
dialects = cli.real_data("book-crossing-dialects")


def joined(piece: Path) -> Path:
    """A folder with this piece under its usual name, and two other files where it has none."""
    folder = tool.work / "dialects" / piece.stem
    folder.mkdir(parents=True, exist_ok=True)
    kind = piece.stem.split("-")[0].capitalize()
    files = {
        "Books": folders["Book-Crossing subset"] / "Books.csv",
        "Ratings": dialects / "ratings-original.csv",
        kind: piece,
    }
    for file, source in files.items():
        link = folder / (file + source.suffix)
        if not link.exists():
            link.symlink_to(source)
    return folder


if dialects and "Book-Crossing subset" in folders:
    rows = []
    for piece in sorted(dialects.glob("*.[ct]sv")):
        report = cli.cleaning(tool.train(joined(piece), **cli.QUICK_TRAINING, no_content=True))
        kind = piece.stem.split("-")[0].capitalize()
        own = [found for found in report["reasons"] if found["file"].startswith(kind)]
        file = next(name for name in report["files"] if name.startswith(kind))
        worst = max(own, key=lambda found: found["count"])
        rows.append(
            {
                "piece": piece.name,
                "recognised as": report["files"][file]["recognised"],
                "rows": report["files"][file]["rows"],
                "dropped": sum(f["count"] for f in own if f["dropped"]),
                "kinds of repair": sum(not f["dropped"] for f in own),
                "the commonest": f"{worst['reason']} ({worst['count']:,})",
                "for example": without_links(
                    line_of(piece, worst["line"]) if worst["line"] else worst["example"]
                ),
            }
        )
    show.table(pd.DataFrame(rows))
else:
    show.say(cli.why_missing("book-crossing-dialects"))

# %% [markdown]
# ## 1.5 Explicit and implicit signals
#
# A rating of 0 is not the worst rating: it says that the reader chose the book and did not rate it. Most shops
# have no other signal, and it is used as one.

# %%
figure, axes = plt.subplots(1, len(folders), figsize=(9, 3), squeeze=False)
for ax, (name, files) in zip(axes[0], raw.items(), strict=True):
    ratings = pd.to_numeric(files["Ratings"]["Book-Rating"], errors="coerce").dropna().astype(int)
    shares = ratings.value_counts(normalize=True).sort_index()
    colours = [show.GREY if rating == 0 else show.BLUE for rating in shares.index]
    ax.bar(shares.index, 100 * shares, color=colours)
    ax.set_xticks(range(11))
    ax.set_xlabel("rating (0: chosen, not rated)")
    ax.set_ylabel("share of rows, %")
    ax.set_title(name)
    show.say(
        f"{name}: {show.percent((ratings == 0).mean())} of the rows carry no rating; of the rated ones "
        f"{show.percent((ratings[ratings > 0] >= 7).mean())} have seven stars or more, with a median of "
        f"{ratings[ratings > 0].median():.0f}."
    )
show.picture(
    figure,
    "Share of rows by rating. Grey: chosen without a rating. People rate what they liked: low stars are rare.",
)

# %% [markdown]
# So a rating tells little more than the choice does. What the tool makes of each (`weight_of` in
# `trainer/data/dataset.h`), read back from the histories in a bundle that publishes its (simulated) users:

# %%
with_users = tool.train(folders["sample"], **cli.QUICK_TRAINING, with_users=True)
histories = parts.read_histories(with_users)
index_of = {one: i for i, one in enumerate(titles["sample"]["id"])}
weight_of = {
    (user, int(item)): weight
    for user, items, weights in zip(
        histories.users, histories.items, histories.weights, strict=True
    )
    for item, weight in zip(items, weights, strict=True)
}
ratings = raw["sample"]["Ratings"].drop_duplicates(["User-ID", "ISBN"], keep=False)
ratings = ratings[ratings["Book-Rating"].str.fullmatch(r"\d+") & ratings["ISBN"].isin(index_of)]
found = pd.DataFrame(
    {
        "rating": ratings["Book-Rating"].astype(int),
        "weight": [
            weight_of.get((user, index_of[item]))
            for user, item in zip(ratings["User-ID"], ratings["ISBN"], strict=True)
        ],
    }
).dropna()
by_rating = found.groupby("rating")["weight"].agg(["median", "size"]).reset_index()
by_rating["counts as"] = [
    "liked" if weight >= 1 else "chosen, not liked" for weight in by_rating["median"]
]
by_rating.columns = ["rating", "weight in a history", "rows in the sample", "counts as"]
show.table(by_rating, {"weight in a history": "{:.4f}", "rows in the sample": "{:,}"})

# %% [markdown]
# Low ratings still count as choices, because the question is who will choose what. That was decided by measurement, not
# by taste (`tests/bench/EXPLORED.md`; Recall@20/NDCG@20 of people never trained on):

# %%
show.table(cli.explored("Ratings"))


# %% [markdown]
# ## 1.6 Skew and sparsity


# %%
def choices_of(name: str) -> pd.DataFrame:
    """Reader and item index of the rows whose id stands in the bundle as it stands in the file."""
    names = parts.index_of_ids(titles[name])
    ratings = raw[name]["Ratings"]
    frame = pd.DataFrame(
        {"user": ratings["User-ID"], "item": ratings["ISBN"].str.strip().map(names)}
    )
    return frame.dropna().drop_duplicates().astype({"item": int})


choices = {name: choices_of(name) for name in folders}
rows = []
for name, report in reports.items():
    kept = report["kept"]
    by_user = choices[name].groupby("user").size()
    popularity = titles[name]["popularity"].to_numpy()
    top = np.sort(popularity)[::-1]
    rows.append(
        {
            "set": name,
            "readers": kept["users"],
            "items": kept["items"],
            "choices": kept["interactions"],
            "cells filled": f"{100 * kept['interactions'] / kept['users'] / kept['items']:.3f} %",
            "median choices a reader": f"{by_user.median():.0f}",
            "readers with one choice": show.percent((by_user == 1).mean()),
            "items that one reader chose": show.percent((popularity == 1).mean()),
            "share of the top 1 % of items": show.percent(
                top[: max(1, len(top) // 100)].sum() / top.sum()
            ),
        }
    )
show.table(pd.DataFrame(rows).set_index("set").T.reset_index().rename(columns={"index": ""}))

# %%
figure, axes = plt.subplots(1, 2, figsize=(9, 3.4))
for (name, frame), colour, style in zip(
    choices.items(), (show.ORANGE, show.BLUE), ("--", "-"), strict=False
):
    popularity = np.sort(titles[name]["popularity"].to_numpy())[::-1]
    axes[0].loglog(
        np.arange(1, len(popularity) + 1),
        np.maximum(popularity, 0.5),
        style,
        color=colour,
        label=name,
    )
    sizes = np.sort(frame.groupby("user").size().to_numpy())
    axes[1].semilogx(
        sizes, 100 * (1 - np.arange(len(sizes)) / len(sizes)), style, color=colour, label=name
    )
axes[0].set(xlabel="rank of the item", ylabel="readers who chose it", title="items")
axes[1].set(xlabel="choices", ylabel="readers with at least so many, %", title="readers")
axes[0].legend()
show.picture(
    figure,
    "Left: how many readers chose an item, by rank, both logarithmic: few items have nearly all choices. "
    "Right: share of readers with at least so many choices.",
)

# %% [markdown]
# What follows from this, in the product:
#
# - **Accuracy is measured against popularity**, because in such data popularity alone looks good.
# - **Items with few readers lean on their content** (title, author, publisher, year, language, categories).
# - **Readers with a single choice are left out of training**: they do not say which items go together. They are still
#   served, as everybody is, from their history.
#
# ## 1.7 Age and place

# %%
ages = {name: pd.to_numeric(files["Users"]["Age"], errors="coerce") for name, files in raw.items()}
figure, axes = plt.subplots(1, 2, figsize=(9, 3.2))
for (name, age), colour, style in zip(
    ages.items(), (show.ORANGE, show.BLUE), ("--", "-"), strict=False
):
    counts, edges = np.histogram(age.dropna(), bins=np.arange(0, 251, 5))
    axes[0].step(
        edges[:-1], 100 * counts / counts.sum(), style, where="post", color=colour, label=name
    )
axes[0].axvspan(100, 250, color="#eeeeee")
axes[0].axvspan(0, 5, color="#eeeeee")
axes[0].set(xlabel="age, years", ylabel="share of known ages, %", title="age as given")
axes[0].legend()
countries = raw[main]["Users"]["Location"].str.rsplit(",", n=1).str[-1].str.strip(' "')
top = countries[countries != ""].value_counts(normalize=True).head(8)[::-1]
axes[1].barh(top.index, 100 * top, color=show.BLUE)
axes[1].set(xlabel="share of readers, %", title="last part of the place")
show.picture(
    figure,
    "Left: ages as given; the cleaner believes 5 to 100 years and sets the shaded rest to unknown. "
    f"Right: the eight commonest countries as typed, {main}.",
)
known = {name: age.notna().mean() for name, age in ages.items()}
impossible = {name: ((age < 5) | (age > 100)).sum() for name, age in ages.items()}
show.say(
    "; ".join(
        f"{name}: {show.percent(known[name])} of the ages are given, {impossible[name]:,} of them impossible"
        for name in folders
    )
    + ". The cleaning report counts those of readers who chose something."
)

# %% [markdown]
# Vectors use neither: a history says more. A bundle tells how many people of a country or of an age chose an item (sums
# alone, small ones hidden), for the first list of a visitor of whom nothing else is known. What a prototype of that
# gave (real readers; Recall@20/NDCG@20 of what is most chosen in the visitor's group):

# %%
show.table(cli.explored("Visitors whose age or place is known"))

# %% [markdown]
# So the country is worth something for the very first list, age hardly anything: notebook 4 measures what ships.
#
# ## 1.8 Editions merged
#
# One work often has several ISBNs. Apart, they split one audience into several small ones, and a list shows the same
# book twice. The cleaner joins editions with the same title by the same author (case, accents, articles and remarks in
# brackets aside; numbers of volumes count), and the edition that most people chose stands for the work.

# %%
for name, frame in titles.items():
    several = frame[frame["other_ids"].map(len) > 0]
    most = several.assign(editions=several["other_ids"].map(len) + 1).nlargest(
        5, ["editions", "popularity"]
    )
    show.say(
        f"**{name}**: {len(several):,} works have more than one edition, {several['other_ids'].map(len).sum():,} "
        f"editions joined them. The largest:"
    )
    shown = most[["id", "title", "author", "popularity", "editions"]].copy()
    shown["the others"] = most["other_ids"].map(
        lambda ids: ", ".join(ids[:4]) + (", ..." if len(ids) > 4 else "")
    )
    show.table(shown.rename(columns={"popularity": "readers of all editions"}))

# %% [markdown]
# A page may name any of the ids: history, search and `similar` find the work.
#
# ## 1.9 Features, and why these
#
# | feature of an item | field | why |
# | --- | --- | --- |
# | who chose it | its own vector | the strongest evidence there is, as soon as a few people chose it |
# | words of the title | title | weak each, but they carry topics and series without brackets |
# | text in brackets | series | volumes of one series are read by the same people |
# | author; words of the author | author | readers go on with the same author: the strongest content feature |
# | publisher | publisher | imprints are genres |
# | five years' period | year | tastes differ by generation |
# | language | language | readers stay within their languages |
# | category | category | where the catalogue has them |
#
# | feature of a visitor | used? | why |
# | --- | --- | --- |
# | the items of the history, with weights | yes | says nearly all; stays on the device |
# | the order in the history | no | no data set here has times to learn it from |
# | age, place | for the first list alone | worth little beside a history (above); nobody has to say them |
# | identity, earlier visits | no | nothing is stored anywhere but on the visitor's device |
#
# How many features of each field a bundle publishes (those that moved items enough to be worth their bytes):

# %%
counts = pd.DataFrame({name: parts.read_content_counts(bundle) for name, bundle in bundles.items()})
show.table(counts.reset_index(names="field"))

# %% [markdown]
# A real item with what the model is told of it:

# %%
example = titles[main][titles[main]["title"] != ""].iloc[0]
show.table(
    pd.DataFrame(
        {
            "field": [
                "id",
                "title",
                "author",
                "publisher",
                "year",
                "categories",
                "readers",
                "other editions",
            ],
            "value": [
                example["id"],
                example["title"],
                example["author"],
                example["publisher"],
                str(example["year"]),
                ", ".join(example["categories"]),
                f"{example['popularity']:,}",
                ", ".join(example["other_ids"][:5]),
            ],
        }
    )
)

# %% [markdown]
# The weights of the fields, in the order of the table above, were chosen by measurement, too (cold: a random fifth of the
# items is new; Recall@20/NDCG@20):

# %%
show.table(cli.explored("Content"))

# %% [markdown]
# ## What to do with this
#
# **Growth, product, commercial.** Send choices as well as ratings: what people took says nearly as much as their
# stars. Fill the catalogue's gaps first where many people chose a book without a row (the table of 1.3 counts
# them): such a book cannot be shown with a title. Give categories and series where you have them; they are what a new
# title lives on. Ask for a country, as a choice, those who tell nothing else.
#
# **Data scientist.** Read `cleaning.json` after every training: a kind of dirt whose count jumps is a broken export.
# Every figure of this notebook comes from the tool's report or from the files themselves.
#
# **Engineer.** There is nothing to configure for a new export; if a file is not recognised, the error names it and says
# what was expected. Put `rows`, `dropped` by reason, and `kept` on a chart, and alert where a share doubles from one
# training to the next.
