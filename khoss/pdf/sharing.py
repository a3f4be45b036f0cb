"""Do tasks here and in the second process, the heaviest first, until none is left."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from queue import SimpleQueue

from .companion import COMPANIONS, Companion, CompanionLost
from .engine import strict_and_swift
from .tasks import KEPT, Made, Task

_Answer = tuple[int, Made | Exception]


def do_all(
    tasks: Mapping[int, Task],
    weights: Mapping[int, int],
    companion: Companion | None,
    done: Callable[[int], None],
) -> dict[int, Made]:
    """Return what each task gives, by its number; ``done`` is told the weight of each.

    When it raises, the second process is left idle and is used again.

    :raises PdfProblem: as the tasks do
    """
    made = {number: kept for number, task in tasks.items() if (kept := KEPT.get(task))}
    for number in made:
        done(weights[number])
    left = deque(sorted(tasks.keys() - made.keys(), key=lambda each: (-weights[each], each)))
    missing = set(left)
    answers: SimpleQueue[_Answer] = SimpleQueue()
    helper = None
    if companion is not None and len(left) > 1:
        helper = threading.Thread(target=_ask, args=(companion, tasks, left, answers))
        helper.start()
    try:
        while missing:
            for number, answer in _next_answers(tasks, left, answers):
                if isinstance(answer, CompanionLost):
                    COMPANIONS.drop()
                elif isinstance(answer, Exception):
                    raise answer
                else:
                    KEPT.put(tasks[number], answer)
                    made[number] = answer
                    missing.remove(number)
                    done(weights[number])
    finally:
        left.clear()
        if helper is not None:
            helper.join()
    return made


def _next_answers(
    tasks: Mapping[int, Task], left: deque[int], answers: SimpleQueue[_Answer]
) -> list[_Answer]:
    """Do one task here, or wait when all are taken; return what has been answered by then."""
    found: list[_Answer] = []
    number = _taken(left)
    if number is None:
        found.append(answers.get())
    else:
        with strict_and_swift():
            made = tasks[number].do()
        found.append((number, made))
    while not answers.empty():
        found.append(answers.get())
    return found


def _ask(
    companion: Companion,
    tasks: Mapping[int, Task],
    left: deque[int],
    answers: SimpleQueue[_Answer],
) -> None:
    """Have tasks done by the second process, one after the other."""
    while (number := _taken(left)) is not None:
        try:
            answers.put((number, companion.do(tasks[number])))
        except CompanionLost as lost:
            left.append(number)
            answers.put((number, lost))
            return
        except Exception as problem:  # raised where somebody waits for it
            answers.put((number, problem))
            return


def _taken(left: deque[int]) -> int | None:
    """Take the number of a task that nobody does yet; safe in several threads."""
    try:
        return left.popleft()
    except IndexError:
        return None
