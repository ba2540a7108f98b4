"""How the notebooks show things: sentences with figures in them, tables, pictures."""

from __future__ import annotations

import io

import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import HTML, Markdown, display

# Okabe and Ito's colours, which people with any colour vision can tell apart.
BLUE, ORANGE, GREEN, VERMILION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
PURPLE, SKY, GREY = "#CC79A7", "#56B4E9", "#6b6b6b"

MODEL_NAMES = {
    "random": "chance",
    "popularity": "popularity",
    "content-knn": "content kNN (TF-IDF)",
    "author": "the author's readers",
    "item-knn": "item-kNN",
    "ease": "EASE",
    "ease-popular": "EASE, 12,000 items",
    "ials": "iALS",
    "softmax": "Pocketrec, 4 bits",
    "softmax-int8": "Pocketrec, 8 bits",
    "softmax-float": "Pocketrec, float32",
    "asked-popular": "asked: popular titles",
    "asked-offered": "asked: different kinds",
    "asked-authors": "asked: authors",
}
# Colour and mark of each: told apart without colour, too.
MODEL_MARKS = {
    "random": (GREY, "x"),
    "popularity": (GREY, "v"),
    "content-knn": (PURPLE, "P"),
    "author": (SKY, "X"),
    "item-knn": (ORANGE, "s"),
    "ease": (VERMILION, "D"),
    "ease-popular": (VERMILION, "D"),
    "ials": (GREEN, "^"),
    "softmax": (BLUE, "o"),
    "softmax-int8": (BLUE, "*"),
    "softmax-float": (BLUE, "p"),
}


def use_style() -> None:
    """Legible letters, no frame, a light grid."""
    plt.rcParams.update(
        {
            "figure.dpi": 110,
            "font.size": 11,
            "axes.titlesize": 12,
            "axes.titlelocation": "left",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.grid": True,
            "axes.axisbelow": True,
            "grid.color": "#e4e4e4",
            "legend.frameon": False,
            "figure.constrained_layout.use": True,
            "font.family": ["DejaVu Sans"],
        }
    )


def say(text: str) -> None:
    """Markdown, with figures that the cell has filled in."""
    display(Markdown(text))


def _image(figure, alternative: str) -> None:
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=160)
    plt.close(figure)
    width = int(figure.get_size_inches()[0] * 96)
    display(
        {"image/png": file.getvalue()},
        raw=True,
        metadata={"image/png": {"alt": alternative, "width": width}},
    )


def picture(figure, caption: str) -> None:
    """A figure with its caption beneath, which is its text for those who cannot see it, too."""
    _image(figure, caption.replace('"', "'"))
    display(Markdown(f"*{caption}*"))


def formula(text: str, spoken: str) -> None:
    """A formula in matplotlib's TeX, so that pages need no script from elsewhere."""
    figure = plt.figure(figsize=(8.5, 0.75))
    figure.text(0.02, 0.5, f"${text}$", fontsize=15, va="center")
    _image(figure, spoken)


def table(frame: pd.DataFrame, formats: dict | str | None = None) -> None:
    """A table without its index; texts left, numbers right. formats: as of pandas' Styler."""
    frame = frame.reset_index(drop=True)
    styled = frame.style.hide(axis="index").format(formats, na_rep="", thousands=",", escape="html")
    right = [c for c in frame if pd.api.types.is_numeric_dtype(frame[c])]
    left = [c for c in frame if c not in right]
    styled = styled.set_properties(subset=right, **{"text-align": "right"})
    styled = styled.set_properties(subset=left, **{"text-align": "left"})
    heads = {f"th.col{i}": "right" if c in right else "left" for i, c in enumerate(frame)}
    styled = styled.set_table_styles(
        [{"selector": head, "props": [("text-align", side)]} for head, side in heads.items()]
    )
    display(HTML(f'<div class="scrolled">{styled.to_html()}</div>'))


def model_name(name: str) -> str:
    """As people read it."""
    return MODEL_NAMES.get(name, name)


def percent(share: float, digits: int = 1) -> str:
    """0.123 becomes 12.3 %."""
    return f"{100 * share:.{digits}f}\u00a0%"


def at(share: float) -> str:
    """A quality figure as this project writes it: .1234."""
    return f"{share:.4f}".lstrip("0")


def spread(figures: dict, seeds: int) -> str:
    """A mean, with the lowest and highest of several seeds."""
    if seeds == 1:
        return at(figures["mean"])
    return f"{at(figures['mean'])} ({at(figures['lowest'])} to {at(figures['highest'])})"


def with_interval(row: dict, metric: str) -> str:
    """A figure of `evaluate` with its 95 % interval."""
    low, high = row[f"{metric}_interval"]
    return f"{at(row[metric])} ({at(low)} to {at(high)})"
