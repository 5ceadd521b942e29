"""Whatever a page hands to Markdown is ours, or went through the one function that escapes it.

The pages are read, not run: each text given to Streamlit is followed back to what it is made of. It
may be a constant, a word of ``geo.labels``, a record of the catalogue, a number written by
``geo.labels.formats`` or what ``as_markdown`` returns; all the rest may come from a file or from an
address, and could be a link, an image or a title.
"""

import ast

import pytest

from geo.core import catalog

UI = catalog.PACKAGE / "ui"
TEXTS = {
    *("error", "warning", "info", "success", "markdown", "caption", "write", "toast"),
    *("title", "header", "subheader", "expander", "popover", "metric"),
}
"""Calls of Streamlit whose first argument is read as Markdown."""
BUTTONS = {"button", "download_button", "form_submit_button"}
"""The same, whose label a helper may be handed by a page: there a parameter is taken as ours."""
WRITTEN = {"as_markdown", "nombre", "accord", "avec_unite", "agree", "compte", "jour", "token_hex"}
"""Functions whose result is harmless: escaped, or a number with its noun."""
FORGED = "version"
"""``cache.version()``: a checksum, in hexadecimal."""


def _words(tree):
    """Return the names under which a module knows words of ours, and its own constants."""
    names = {"catalog"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("geo.labels"):
            names |= {alias.asname or alias.name for alias in node.names}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def _helpers(tree):
    """Return the names of our own modules of the pages: their calls are read where they are."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("geo.")
        for alias in node.names
    }


def _is_helped(called, ours, function):
    """Return whether what is called is ours, not Streamlit's."""
    root = _root(called)
    if isinstance(root, ast.Call):
        root = _root(root.func)
    return getattr(root, "id", "") in ours | _made_by(ours, function)


def _made_by(ours, function):
    """Return the names of what our own modules made in a function: their methods are read there."""
    return {
        target.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if getattr(_root(node.value.func), "id", "") in ours
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _root(node):
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node


class Reading:
    """What is known of the texts of one function."""

    def __init__(self, words, function, functions=None, *, parameters):
        self.words, self.function = words, function
        self.functions = functions or {}
        self.parameters = parameters
        self.seen = set()

    def is_ours(self, node):
        kinds = {
            ast.Constant: lambda: True,
            ast.JoinedStr: lambda: all(map(self.is_ours, node.values)),
            ast.FormattedValue: lambda: self.is_ours(node.value),
            ast.IfExp: lambda: self.is_ours(node.body) and self.is_ours(node.orelse),
            ast.BoolOp: lambda: all(map(self.is_ours, node.values)),
            ast.BinOp: lambda: self.is_ours(node.left) and self.is_ours(node.right),
            ast.Call: lambda: self._call(node),
            ast.Name: lambda: self._name(node.id),
            ast.Attribute: lambda: self._of_ours(node),
            ast.Subscript: lambda: self._of_ours(node),
        }
        known = kinds.get(type(node))
        return bool(known and known())

    def _of_ours(self, node):
        root = _root(node)
        if isinstance(root, ast.Call):
            return self.is_ours(root)
        return isinstance(root, ast.Name) and self._name(root.id)

    def _call(self, node):
        function = node.func
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        if isinstance(function, ast.Name):
            return function.id in WRITTEN or self._returns_ours(function.id)
        if function.attr in WRITTEN or ast.unparse(function) == f"cache.{FORGED}":
            return True
        if function.attr == "join":
            return ast.unparse(given[0]).startswith("map(as_markdown, ")
        if ast.unparse(function) == "catalog.source":
            return False  # a file of data/
        return self._of_ours(function) and (
            function.attr != "format" or all(map(self.is_ours, given))
        )

    def _returns_ours(self, name):
        """Return whether a function of the same module only returns words of ours."""
        called = self.functions.get(name)
        if called is None or called is self.function:
            return False
        inside = Reading(self.words, called, self.functions, parameters=False)
        told = [node.value for node in ast.walk(called) if isinstance(node, ast.Return)]
        return bool(told) and all(map(inside.is_ours, told))

    def _name(self, name):
        if name in self.words or name in self.seen or name in self._numbers():
            return True
        self.seen.add(name)
        if self.parameters and name in self._handed():
            return True
        values = [
            node.value
            for node in ast.walk(self.function)
            if isinstance(node, ast.Assign | ast.AugAssign)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name) and target.id == name
        ]
        return bool(values) and all(map(self.is_ours, values))

    def _numbers(self):
        return {
            argument.arg
            for argument in self.function.args.args
            if argument.annotation and ast.unparse(argument.annotation) in {"int", "float"}
        }

    def _handed(self):
        known = self.function.args
        arguments = {argument.arg for argument in (*known.args, *known.kwonlyargs)}
        loops = (node.target for node in ast.walk(self.function) if isinstance(node, ast.For))
        return arguments | {
            part.id for target in loops for part in ast.walk(target) if isinstance(part, ast.Name)
        }


def unescaped(source):
    """Return the texts of a module that reach Markdown as they come, with their line."""
    tree = ast.parse(source)
    words, ours = _words(tree), _helpers(tree)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    found = set()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for call in ast.walk(function):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
                continue
            if call.func.attr not in TEXTS | BUTTONS or not call.args:
                continue
            if _is_helped(call.func, ours, function):
                continue
            reading = Reading(words, function, functions, parameters=call.func.attr in BUTTONS)
            told = [call.args[0], *(k.value for k in call.keywords if k.arg == "help")]
            found |= {(call.lineno, ast.unparse(t)) for t in told if not reading.is_ours(t)}
    return sorted(found)


MODULES = sorted(UI.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(UI).as_posix())
def test_no_text_of_a_file_reaches_markdown_as_it_comes(path):
    assert unescaped(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "st.error(str(error))",
        "st.warning(f'{mots.TITRE} : {row.nom}')",
        "st.markdown(mots.TITRE.format(nom=row['nom']))",
        "st.subheader(catalog.source('rapports').titre)",
        "told = error.args[0]; st.info(told)",
        "st.expander(nom)",
        "zone.caption(nom, help='x')",
        "st.caption(mots.TITRE, help=nom)",
        "st.write(' '.join(names))",
        "st.write(told(nom))",
    ],
)
def test_a_text_of_a_file_is_found(line):
    head = "from geo.labels import x as mots\ndef told(text):\n    return text\n"
    assert unescaped(f"{head}def f(nom, row, error):\n    {line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "st.error(as_markdown(error))",
        "st.warning(f'{mots.TITRE} : {nombre(row.x)}')",
        "st.markdown(mots.TITRE.format(nom=as_markdown(nom)))",
        "st.subheader(catalog.theme('qpv').titre)",
        "st.button(nom)",
        "st.info('\\n\\n'.join(map(as_markdown, row)))",
    ],
)
def test_a_text_of_ours_is_let_in(line):
    assert not unescaped(f"from geo.labels import x as mots\ndef f(nom, row, error):\n    {line}\n")
