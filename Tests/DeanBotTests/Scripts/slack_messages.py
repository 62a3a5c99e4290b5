"""Reads messages and views back through Slack's own models (slack_sdk 3.47.0) and checks what those leave out.

usage: slack_messages.py FOLDER      every *.json in it is a message or a view

The models drop what they do not know without a word, so each block, element, text, option and dialog must come out as
it went in. They do not check: how many blocks a message has, the texts of fields and contexts, where only plain_text
may stand, action_ids, option lengths, image sources, modal titles, the size of a view, and that there is a text at all.
Limits: https://docs.slack.dev/reference/block-kit
"""

import copy
import json
import pathlib
import sys

from slack_sdk.models.blocks import Block, BlockElement, ConfirmObject, Option, TextObject
from slack_sdk.models.views import View
from slack_sdk.version import __version__

EXPECTED_VERSION = "3.47.0"
OPTION_LIMITS = {
    "static_select": 100,
    "multi_static_select": 100,
    "overflow": 5,
    "checkboxes": 10,
    "radio_buttons": 10,
}
PLACES = {
    "actions": {"button", "static_select", "overflow", "checkboxes", "radio_buttons"},
    "section": {
        "button", "static_select", "multi_static_select", "overflow", "checkboxes", "radio_buttons", "image",
    },
    "input": {"static_select", "multi_static_select", "checkboxes", "radio_buttons", "plain_text_input"},
}


def units(text):
    """UTF-16 units: never fewer than any other way of counting."""
    return len(text.encode("utf-16-le")) // 2


class Review:
    def __init__(self):
        self.problems = []

    def note(self, path, problem):
        self.problems.append(f"{path}: {problem}")

    def same(self, path, model, given):
        """`model` makes the object from a dict; it must write the same dict again."""
        try:
            made = model(copy.deepcopy(given))
            written = made.to_dict()
        except Exception as error:
            self.note(path, f"refused by slack_sdk: {error}")
            return
        if written != given:
            lost = {key for key in given if written.get(key) != given[key]}
            lost |= {key for key in written if key not in given}
            self.note(path, f"slack_sdk writes it differently: {', '.join(sorted(lost))}")

    def length(self, path, text, limit):
        if not isinstance(text, str) or not text.strip():
            self.note(path, "empty")
        elif units(text) > limit:
            self.note(path, f"{units(text)} characters, at most {limit}")

    def keys(self, path, given, required, optional=()):
        for key in required:
            if key not in given:
                self.note(path, f"{key} is missing")
        for key in set(given) - set(required) - set(optional):
            self.note(path, f"{key} does not belong here")

    def text(self, path, given, limit, plain=False):
        if not isinstance(given, dict):
            self.note(path, "no text object")
            return
        self.same(path, TextObject.parse, given)
        self.length(path + ".text", given.get("text", ""), limit)
        if plain and given.get("type") != "plain_text":
            self.note(path, "only plain_text may stand here")
        if given.get("type") == "mrkdwn":
            self.keys(path, given, ["type", "text"], ["verbatim"])
        else:
            self.keys(path, given, ["type", "text"], ["emoji"])

    def image(self, path, given):
        self.length(path + ".alt_text", given.get("alt_text", ""), 2000)
        if ("image_url" in given) == ("slack_file" in given):
            self.note(path, "exactly one of image_url and slack_file")

    def confirm(self, path, given):
        self.same(path, ConfirmObject.parse, given)
        self.keys(path, given, ["title", "text", "confirm", "deny"], ["style"])
        self.text(path + ".title", given["title"], 100, plain=True)
        self.text(path + ".text", given["text"], 300)
        self.text(path + ".confirm", given["confirm"], 30, plain=True)
        self.text(path + ".deny", given["deny"], 30, plain=True)

    def options(self, path, given, limit):
        options = given.get("options", [])
        if not 1 <= len(options) <= limit:
            self.note(path, f"{len(options)} options, 1 to {limit}")
        values = [option.get("value") for option in options]
        if len(set(values)) != len(values):
            self.note(path, "an option value twice")
        for index, option in enumerate(options):
            where = f"{path}.options[{index}]"
            self.same(where, lambda one: Option.parse_all([one])[0], option)
            self.text(where + ".text", option["text"], 75, plain=given["type"] not in ("checkboxes", "radio_buttons"))
            self.length(where + ".value", option.get("value", ""), 75)
            if "description" in option:
                self.text(where + ".description", option["description"], 75)
        initial = given.get("initial_options", []) + [given[key] for key in ["initial_option"] if key in given]
        for option in initial:
            if option not in options:
                self.note(path, "an initial option that is not one of the options")

    def element(self, path, given, place):
        kind = given.get("type")
        if kind not in PLACES[place]:
            self.note(path, f"{kind} may not stand in {place}")
        self.same(path, BlockElement.parse, given)
        if kind == "image":
            self.image(path, given)
            return
        self.length(path + ".action_id", given.get("action_id", ""), 255)
        if "placeholder" in given:
            self.text(path + ".placeholder", given["placeholder"], 150, plain=True)
        if "confirm" in given:
            self.confirm(path + ".confirm", given["confirm"])
        if kind in OPTION_LIMITS:
            self.options(path, given, OPTION_LIMITS[kind])
        if kind == "button":
            self.text(path + ".text", given["text"], 75, plain=True)
            if "value" in given:
                self.length(path + ".value", given["value"], 2000)
            if "accessibility_label" in given:
                self.length(path + ".accessibility_label", given["accessibility_label"], 75)
            if given.get("style", "primary") not in ("primary", "danger"):
                self.note(path, "style is primary or danger")

    def block(self, path, given):
        self.same(path, Block.parse, given)
        kind = given.get("type")
        if "block_id" in given:
            self.length(path + ".block_id", given["block_id"], 255)
        if kind == "header":
            self.text(path + ".text", given["text"], 150, plain=True)
        elif kind == "section":
            if "text" not in given and "fields" not in given:
                self.note(path, "neither text nor fields")
            if "text" in given:
                self.text(path + ".text", given["text"], 3000)
            if len(given.get("fields", [])) > 10:
                self.note(path, "more than 10 fields")
            for index, field in enumerate(given.get("fields", [])):
                self.text(f"{path}.fields[{index}]", field, 2000)
            if "accessory" in given:
                self.element(path + ".accessory", given["accessory"], "section")
        elif kind == "context":
            if not 1 <= len(given["elements"]) <= 10:
                self.note(path, "1 to 10 elements")
            for index, element in enumerate(given["elements"]):
                where = f"{path}.elements[{index}]"
                if element.get("type") == "image":
                    self.image(where, element)
                else:
                    self.text(where, element, 2000)
        elif kind == "actions":
            if not 1 <= len(given["elements"]) <= 25:
                self.note(path, "1 to 25 elements")
            ids = [element.get("action_id") for element in given["elements"]]
            if len(set(ids)) != len(ids):
                self.note(path, "an action_id twice in one block")
            for index, element in enumerate(given["elements"]):
                self.element(f"{path}.elements[{index}]", element, "actions")
        elif kind == "input":
            self.text(path + ".label", given["label"], 2000, plain=True)
            if "hint" in given:
                self.text(path + ".hint", given["hint"], 2000, plain=True)
            self.element(path + ".element", given["element"], "input")
        elif kind == "image":
            self.image(path, given)
            if "title" in given:
                self.text(path + ".title", given["title"], 2000, plain=True)
        elif kind != "divider":
            self.note(path, f"{kind} is no block that Dean writes")

    def blocks(self, given, limit):
        if len(given) > limit:
            self.note("blocks", f"{len(given)}, at most {limit}")
        ids = [block["block_id"] for block in given if "block_id" in block]
        if len(set(ids)) != len(ids):
            self.note("blocks", "a block_id twice")
        for index, block in enumerate(given):
            self.block(f"blocks[{index}]", block)

    def message(self, given):
        self.keys("message", given, ["text", "blocks"], ["metadata", "thread_ts"])
        self.length("text", given.get("text", ""), 4000)
        self.blocks(given.get("blocks", []), 50)
        if "metadata" in given:
            self.keys("metadata", given["metadata"], ["event_type", "event_payload"])

    def view(self, given):
        self.same("view", lambda one: View(**one), given)
        self.blocks(given.get("blocks", []), 100)
        if not given.get("blocks"):
            self.note("blocks", "none")
        if given["type"] == "modal":
            self.text("title", given.get("title"), 24, plain=True)
            for key in ["submit", "close"]:
                if key in given:
                    self.text(key, given[key], 24, plain=True)
            if "submit" not in given and any(block["type"] == "input" for block in given["blocks"]):
                self.note("submit", "needed, since there are inputs")
        if len(json.dumps(given).encode()) > 250_000:
            self.note("view", "more than 250 kB")


def main(folder):
    if __version__ != EXPECTED_VERSION:
        print(f"slack_sdk is {__version__}, these checks were written against {EXPECTED_VERSION}")
        return 1
    files = sorted(path for path in pathlib.Path(folder).glob("*.json") if not path.name.startswith("."))
    if not files:
        print(f"no messages in {folder}")
        return 1
    failed = 0
    for path in files:
        given = json.loads(path.read_text(encoding="utf-8"))
        review = Review()
        if given.get("type") in ("modal", "home"):
            review.view(given)
        else:
            review.message(given)
        for problem in review.problems:
            print(f"{path.name}: {problem}")
        failed += bool(review.problems)
    print(f"{len(files)} messages read, {failed} refused")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print(__doc__)
        sys.exit(64)
    sys.exit(main(sys.argv[1]))
