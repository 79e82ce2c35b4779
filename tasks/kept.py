"""A property that is worked out once, and keeps nobody else waiting meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class kept(Generic[T]):
    """Like :func:`functools.cached_property`, but without its lock.

    Before Python 3.12 that one lets all objects of a class wait until one of them has its value:
    a window that asks one book would wait until another is counted on another thread.
    """

    def __init__(self, work_out: Callable[[Any], T]) -> None:
        self._work_out = work_out
        self.__doc__ = work_out.__doc__

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, of: None, owner: type | None = None) -> kept[T]: ...

    @overload
    def __get__(self, of: object, owner: type | None = None) -> T: ...

    def __get__(self, of: object | None, owner: type | None = None) -> kept[T] | T:
        """Work it out; from then on it is found beside what else the object holds."""
        if of is None:
            return self
        value = vars(of)[self._name] = self._work_out(of)
        return value
