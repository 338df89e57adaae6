"""Compares khabar's topic tags with those of simple rivals trained on the same labels.

usage: compare_models.py --train FILE --dev FILE --khabar PROGRAM --desk FOLDER

The labels: JSON lines with title, summary, scope (yes or no), topics, unsure. All read title and summary. The rivals:
  - keywords: one regular expression a topic from the desk's English triggers, strong and weak, or strong alone;
  - TF-IDF of 1-2 words and 3-5 characters, with a linear SVM or logistic regression for each topic;
  - fastText, supervised, one-vs-all, with word pairs.
C and fastText's settings have the best micro F1 in 5-fold cross-validation on the training file. Thresholds are set on
the same held-out scores, one for all topics or one for each, whichever is better on the dev file: a rival's advantage.

A topic that an item is unsure of counts neither for nor against, in training (but for fastText, which cannot leave it
out) as in counting. The figures: micro F1; macro F1 of the topics with 15 positives or more; F1 of being tagged at
all; false tags per 100 items out of scope; and the difference of micro F1 to khabar's, with the 95 % interval of a
paired bootstrap over items. Speed is of prediction alone, in processor time of one core, without start-up and loading.

Needs Debian's python3-sklearn, python3-yaml and fasttext. Ends with status 1 when a rival beats khabar in micro F1.
"""

import argparse
import functools
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

import numpy as np
import scipy.sparse
import yaml
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from sklearn.svm import LinearSVC

FEWEST_POSITIVES = 15
COPIES = 20  # of the dev file, to time programs that take a while to start


class Labels:
    """Labeled items: their texts, and of every item and topic whether it is given and whether it counts."""

    def __init__(self, path, topics):
        self.items = [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]
        self.texts = [f"{item['title']}\n{item.get('summary') or ''}" for item in self.items]
        self.given = np.array([[topic in item["topics"] for topic in topics] for item in self.items])
        self.counts = self.given | [[topic not in item.get("unsure", []) for topic in topics] for item in self.items]
        self.out_of_scope = np.array([item["scope"] == "no" for item in self.items])


def f1(tags, given, axis=None):
    return 2 * (tags & given).sum(axis) / np.maximum(tags.sum(axis) + given.sum(axis), 1)


def micro_f1(tags, labels, rows=slice(None)):
    return f1((tags & labels.counts)[rows], labels.given[rows])


def figures(tags, labels):
    """Micro F1, macro F1, F1 of tagged at all, false tags per 100 items out of scope."""
    tags, given = tags & labels.counts, labels.given
    macro = f1(tags, given, axis=0)[given.sum(0) >= FEWEST_POSITIVES].mean()
    false = 100 * tags[labels.out_of_scope].sum() / labels.out_of_scope.sum()
    return micro_f1(tags, labels), macro, f1(tags.any(1), given.any(1)), false


def interval(tags, others, labels, rounds=1000):
    """95 % of the differences in micro F1 between two systems when items are drawn anew."""
    draws = np.random.default_rng(1).integers(0, len(tags), (rounds, len(tags)))
    return np.percentile([micro_f1(tags, labels, rows) - micro_f1(others, labels, rows) for rows in draws], [2.5, 97.5])


def best_cut(scores, given, worth):
    """The score from which tags are given, so that `2 · right − worth · given` is greatest."""
    order = np.argsort(-scores)
    gain = np.concatenate([[0], np.cumsum(2 * given[order] - worth)])
    after = np.concatenate([[scores.max() + 1], scores[order], [scores.min() - 1]])
    return (after[gain.argmax()] + after[gain.argmax() + 1]) / 2


def thresholds(scores, labels, shared):
    """Those of the best micro F1: where F is the best, a tag pays while twice its chance to be right exceeds F."""
    columns = [np.arange(scores.shape[1])] if shared else [[topic] for topic in range(scores.shape[1])]
    cuts, worth = np.full(scores.shape[1], np.inf), 0.0
    for _ in range(10):
        for column in columns:
            mask = labels.counts[:, column]
            cuts[column] = best_cut(scores[:, column][mask], labels.given[:, column][mask], worth)
        worth = micro_f1(scores >= cuts, labels)
    return cuts


def tuned(train, dev, settings, scored):
    """Cross-validates the settings; the tags on the dev file, how they came about, and the seconds of prediction.

    `scored(setting, rows, texts)` trains on those rows and returns the scores of the texts and the seconds.
    """
    def cross_validated(setting):
        held_out = np.zeros(train.given.shape)
        for rows, rest in KFold(5, shuffle=True, random_state=1).split(train.texts):
            held_out[rest], _ = scored(setting, rows, [train.texts[row] for row in rest])
        return micro_f1(held_out >= thresholds(held_out, train, shared=True), train), setting, held_out

    _, setting, held_out = max(map(cross_validated, settings), key=lambda outcome: outcome[0])
    scores, seconds = scored(setting, np.arange(len(train.texts)), dev.texts)
    choices = [(scores >= thresholds(held_out, train, shared), shared) for shared in (True, False)]
    tags, shared = max(choices, key=lambda choice: micro_f1(choice[0], dev))
    return tags, f"{setting}, {'one threshold' if shared else 'a threshold a topic'}", seconds


def clock():
    """Seconds of processor time so far, with those of programs that ended."""
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)


def timed_program(command, copies):
    """Runs a program on a file and on an empty one, thrice each; the difference of the least times."""
    def seconds(path):
        start = clock()
        subprocess.run(command(path), stdout=subprocess.DEVNULL, check=True)
        return clock() - start
    return max(min(seconds(copies) for _ in range(3)) - min(seconds(os.devnull) for _ in range(3)), 1e-9) / COPIES


def khabar(program, desk, dev, topics, folder):
    lines = [{"id": f"{row}", "title": item["title"], "summary": item.get("summary") or ""}
             for row, item in enumerate(dev.items)]
    items, copies = folder / "items.jsonl", folder / "copies.jsonl"
    items.write_text("".join(json.dumps(line) + "\n" for line in lines))
    copies.write_text("".join(json.dumps(line | {"id": f"{line['id']}-{copy}"}) + "\n"
                              for copy in range(COPIES) for line in lines))

    def command(path):
        return [program, "tag", "--desk", desk, "--jsonl", path]

    answers = [json.loads(line) for line in subprocess.check_output(command(items)).splitlines()]
    if [answer["id"] for answer in answers] != [line["id"] for line in lines]:
        sys.exit("khabar did not answer every item in order")
    given = [{topic["id"] for topic in answer["topics"]} for answer in answers]
    tags = np.array([[topic in those for topic in topics] for those in given])
    return tags, "", timed_program(command, copies)


def keywords(desk_topics, strengths, dev):
    def expression(term):
        return r"\W+".join(re.escape(word).replace(r"\*", r"\w*") for word in re.findall(r"[\w*]+", term))

    def pattern(triggers):
        terms = {expression(str(term)) for strength in strengths for term in triggers.get(strength) or []}
        return re.compile(rf"(?i)\b({'|'.join(sorted(terms, key=len, reverse=True)) or '(?!)'})\b")

    patterns = [pattern(topic.get("triggers", {}).get("en", {})) for topic in desk_topics]
    start = clock()
    tags = np.array([[bool(pattern.search(text)) for pattern in patterns] for text in dev.texts])
    return tags, " and ".join(strengths), clock() - start


@functools.cache
def vectorized(texts):
    """Vectorizers fitted to these texts, and the texts' features."""
    vectorizers = [TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
                   TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=3, sublinear_tf=True)]
    return vectorizers, scipy.sparse.hstack([vectorizer.fit_transform(texts) for vectorizer in vectorizers]).tocsr()


def linear(make, train, dev, settings):
    def scored(setting, rows, texts):
        vectorizers, features = vectorized(tuple(train.texts[row] for row in rows))
        counts, given = train.counts[rows], train.given[rows]
        weights, offsets = np.zeros((features.shape[1], given.shape[1])), np.full(given.shape[1], -10.0)
        for topic in np.flatnonzero(given.any(0)):
            model = make(setting).fit(features[counts[:, topic]], given[counts[:, topic], topic])
            weights[:, topic], offsets[topic] = model.coef_[0], model.intercept_[0]
        start = clock()
        found = scipy.sparse.hstack([vectorizer.transform(texts) for vectorizer in vectorizers]).tocsr()
        return found @ weights + offsets, clock() - start
    tags, note, seconds = tuned(train, dev, settings, scored)
    return tags, "C " + note, seconds


def fasttext(train, dev, topics, folder):
    known, model, unknown, copies = (folder / name for name in ("known", "model", "unknown", "copies"))

    def plain(text):
        return " ".join(re.findall(r"\w+", text.lower())) or "-"

    def predict(path):
        return ["fasttext", "predict-prob", f"{model}.bin", path, f"{len(topics) + 1}"]

    def scored(setting, rows, texts):
        dimensions, rate, epochs = setting
        labels = [[topics[topic] for topic in np.flatnonzero(train.given[row])] or ["none"] for row in rows]
        known.write_text("".join(f"__label__{' __label__'.join(names)} {plain(train.texts[row])}\n"
                                 for names, row in zip(labels, rows)))
        options = (f"-loss ova -wordNgrams 2 -dim {dimensions} -lr {rate} -epoch {epochs} -bucket 200000 -thread 1 "
                   f"-verbose 0 -input {known} -output {model}")
        subprocess.run(["fasttext", "supervised", *options.split()], check=True, stderr=subprocess.DEVNULL)
        unknown.write_text("".join(f"{plain(text)}\n" for text in texts))
        answers = [dict(re.findall(r"__label__(\S+) (\S+)", line))
                   for line in subprocess.check_output(predict(unknown), text=True).splitlines()]
        return np.array([[float(answer.get(topic, 0)) for topic in topics] for answer in answers]), None

    tags, note, _ = tuned(train, dev, [(20, 1, 50), (50, 1, 25), (50, 0.5, 75)], scored)
    copies.write_text(unknown.read_text() * COPIES)
    return tags, "dim, lr, epochs " + note, timed_program(predict, copies)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--train", "--dev", "--khabar", "--desk"):
        parser.add_argument(name, type=pathlib.Path, required=True)
    options = parser.parse_args()
    desk_topics = yaml.safe_load((options.desk / "topics.yaml").read_text(encoding="utf-8"))["topics"]
    topics = [topic["id"] for topic in desk_topics]
    train, dev = Labels(options.train, topics), Labels(options.dev, topics)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        results = {
            "khabar": khabar(options.khabar.resolve(), options.desk, dev, topics, folder),
            "keywords": keywords(desk_topics, ["strong", "weak"], dev),
            "strong keywords": keywords(desk_topics, ["strong"], dev),
            "TF-IDF, linear SVM": linear(lambda c: LinearSVC(C=c), train, dev, (0.1, 0.3, 1)),
            "TF-IDF, logistic": linear(lambda c: LogisticRegression(C=c, solver="liblinear"), train, dev, (3, 10, 30)),
            "fastText": fasttext(train, dev, topics, folder),
        }
    print(f"{len(dev.items)} items, trained on {len(train.items)}, {sum(dev.out_of_scope)} out of scope\n")
    print(f"{'system':20}{'micro':>7}{'macro':>7}{'tagged':>8}{'false/100':>11}{'items/s':>9}{'less khabar':>24}  note")
    own, beaten = results["khabar"][0], []
    for name, (tags, note, seconds) in results.items():
        micro, macro, at_all, false = figures(tags, dev)
        less, (low, high) = micro - micro_f1(own, dev), interval(tags, own, dev)
        beaten += [name] if less > 0 else []
        change = "" if name == "khabar" else f"{less:+.3f} ({low:+.3f} {high:+.3f})"
        print(f"{name:20}{micro:7.3f}{macro:7.3f}{at_all:8.3f}{false:11.1f}{len(dev.items) / seconds:9.0f}"
              f"{change:>24}  {note}")
    if beaten:
        sys.exit(f"khabar is beaten in micro F1 by {', '.join(beaten)}")


if __name__ == "__main__":
    main()
