"""What the components of our own have in common: none is taught anything, each is made of its configuration."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from typing_extensions import Self


class Component(GraphComponent):
    """A component of the pipeline that stores nothing in the model."""

    @classmethod
    @abstractmethod
    def configured(cls, config: dict[str, Any], name: str) -> Self:
        """The component that `config` describes; `name` is that of its place in the pipeline."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        return cls.configured(config, execution_context.node_name)
