"""A build with `check` switched off: what stands behind it must hold by itself."""

from __future__ import annotations

SILENCED = """
import sys
sys.path.insert(0, "hooks")
import kbase.core.check
kbase.core.check.check_base = lambda *arguments: []
from mkdocs.__main__ import cli
cli(["build", "--strict", *sys.argv[1:]])
"""
