import pytest

pytest.register_assert_rewrite("tests.databases", "tests.editing", "tests.serving")
