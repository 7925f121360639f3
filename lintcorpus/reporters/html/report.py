"""Writes the page of a result, with its data inside or, when there is much, in files beside it."""

from typing import TextIO

from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.reporters.beside import Beside
from lintcorpus.reporters.html.clusters import clusters
from lintcorpus.reporters.html.overview import Overview
from lintcorpus.reporters.html.page import page
from lintcorpus.reporters.html.parts import Kind, Parts
from lintcorpus.reporters.html.records import Records


def report(result: Result, stream: TextIO, options: ReportOptions) -> None:
    """Write one HTML page that shows all diagnostics in their articles.

    Args:
        result: what the run found.
        stream: where to; data that would make the page large go beside it where that is possible.
        options: language.
    """
    language = "zh" if options.language == "zh" else "en"
    overview = Overview(result)
    records = Records(result, overview, language)
    parts = Parts(stream if isinstance(stream, Beside) else None)
    for path in overview.shown:
        listed, read = records.of(path)
        parts.add(Kind.LISTED, listed)
        parts.add(Kind.READ, read)
    for cluster in clusters(result, overview):
        parts.add(Kind.CLUSTERS, cluster)
    parts.finish()
    stream.write(page({**overview.data(language), **parts.index()}, parts.inside(), language))
