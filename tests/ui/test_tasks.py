from __future__ import annotations

import threading
import time

from PySide6.QtCore import QObject
from shiboken6 import delete

from dsl_desk.errors import KnownProblem
from dsl_desk.ui.tasks import Tasks


def test_answers_come_on_the_gui_thread_in_order_from_one_worker(tasks: Tasks):
    here, workers, answers = threading.get_ident(), set(), []

    def job(number):
        workers.add(threading.get_ident())
        return number

    for number in range(20):
        tasks.run(lambda number=number: job(number), then=lambda value: answers.append((value, threading.get_ident())))
    assert tasks.idle()
    assert answers == [(number, here) for number in range(20)]
    assert len(workers) == 1
    assert here not in workers


def test_nothing_is_delivered_to_an_owner_that_is_gone(tasks: Tasks):
    owner, heard, gate = QObject(), [], threading.Event()
    tasks.run(gate.wait, owner=owner, then=heard.append)
    delete(owner)
    gate.set()
    assert tasks.idle()
    assert heard == []


def test_a_known_problem_goes_to_its_callback_or_else_to_the_banner(tasks: Tasks):
    def refuse():
        raise KnownProblem("The disk is full. Free some space. Nothing was lost.")

    own, banner = [], []
    tasks.problem.connect(banner.append)
    tasks.run(refuse, failed=lambda problem: own.append(problem.sentence))
    tasks.run(refuse)
    assert tasks.idle()
    assert own == banner == ["The disk is full. Free some space. Nothing was lost."]


def test_a_crash_shows_a_reference_number_and_no_record_text(qapp):
    logged, shown = [], []
    tasks = Tasks(on_crash=lambda reference, exception: logged.append((reference, type(exception).__name__)))
    tasks.crashed.connect(shown.append)
    tasks.run(lambda: {}["Kacper Wiśniewski"])
    assert tasks.idle()
    assert logged == [(shown[0], "KeyError")]
    assert "Kacper" not in shown[0]
    tasks.close()


def test_quick_jobs_run_between_the_slices_of_a_long_one(tasks: Tasks):
    order = []

    def long():
        for step in range(6):
            time.sleep(0.04)
            order.append(f"slice {step}")
            yield step / 6
        return "done"

    tasks.run_long(long, then=order.append)
    tasks.run(lambda: order.append("quick"))
    assert tasks.idle()
    assert order.index("quick") < order.index("slice 3")
    assert order[-1] == "done"


def test_a_long_job_reports_progress_and_can_be_cancelled(tasks: Tasks):
    seen, cleaned, ended = [], [], []

    def long():
        try:
            while True:
                time.sleep(0.02)
                yield 0.5
        finally:
            cleaned.append(True)

    handle = tasks.run_long(long, progress=seen.append, then=ended.append, ended=lambda: ended.append(1))
    time.sleep(0.15)
    handle.cancel()
    assert tasks.idle()
    assert cleaned == [True]
    assert ended == [1]
    assert seen
    assert set(seen) == {0.5}


def test_after_closing_nothing_more_is_accepted_and_what_was_queued_is_done(qapp):
    tasks, done = Tasks(), []
    tasks.run(lambda: done.append("queued"))
    tasks.close()
    tasks.run(lambda: done.append("late"))
    assert tasks.idle()
    assert done == ["queued"]


def test_jobs_run_in_the_order_they_were_asked_for_also_on_a_runner_that_was_idle(tasks):
    for _ in range(100):
        order: list[int] = []
        for number in range(3):
            tasks.run(lambda number=number, order=order: order.append(number))
        tasks.idle()
        assert order == [0, 1, 2]
