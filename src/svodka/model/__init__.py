"""The words every room speaks: frozen values on the standard library alone, so bare Python reads a release."""

from svodka.model.anchor import Anchor, PageBox, SheetCell, Span, TableCell
from svodka.model.area import Area, AreaKind, Mention
from svodka.model.block import Block, Heading
from svodka.model.code import Category, Codebook, Measure, Obligation, Route, Unit
from svodka.model.count import Count, Mark, Qualifier, plain
from svodka.model.document import Document, Protection, Voice
from svodka.model.errors import (
    BadArgument,
    BrokenCase,
    BrokenCodebook,
    NotBuilt,
    SvodkaError,
    UnreadableDocument,
    WouldOverwrite,
)
from svodka.model.estimate import Estimate, Rate
from svodka.model.filing import Due, Filing, FilingState
from svodka.model.finding import CellName, Finding, Kind
from svodka.model.observation import Doubt, Observation, Role, Slot
from svodka.model.period import Basis, Period
from svodka.model.reading import (
    Cell,
    Grid,
    GridKind,
    Merge,
    Passage,
    Piece,
    Reading,
    Reason,
    Remark,
    Unread,
    Value,
    Word,
    text_places,
    texts_in,
)
from svodka.model.regularity import Regularity
from svodka.model.signal import Signal
from svodka.model.table import Table

__all__ = [
    "Anchor",
    "Area",
    "AreaKind",
    "BadArgument",
    "Basis",
    "Block",
    "BrokenCase",
    "BrokenCodebook",
    "Category",
    "Cell",
    "CellName",
    "Codebook",
    "Count",
    "Document",
    "Doubt",
    "Due",
    "Estimate",
    "Filing",
    "FilingState",
    "Finding",
    "Grid",
    "GridKind",
    "Heading",
    "Kind",
    "Mark",
    "Measure",
    "Mention",
    "Merge",
    "NotBuilt",
    "Obligation",
    "Observation",
    "PageBox",
    "Passage",
    "Period",
    "Piece",
    "Protection",
    "Qualifier",
    "Rate",
    "Reading",
    "Reason",
    "Regularity",
    "Remark",
    "Role",
    "Route",
    "SheetCell",
    "Signal",
    "Slot",
    "Span",
    "SvodkaError",
    "Table",
    "TableCell",
    "Unit",
    "UnreadableDocument",
    "Unread",
    "Value",
    "Voice",
    "Word",
    "WouldOverwrite",
    "plain",
    "text_places",
    "texts_in",
]
