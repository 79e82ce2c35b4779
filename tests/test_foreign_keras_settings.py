"""What somebody has set for Keras elsewhere changes no loss here."""

import json

import pytest
from own_program import run_python

TELL = """
import json
import model
model.import_tensorflow()
from keras import config
told = config.backend(), config.floatx(), config.epsilon(), config.image_data_format()
print(json.dumps(told))
"""
FOREIGN = {
    "floatx": "float16",
    "epsilon": 0.1,
    "backend": "jax",
    "image_data_format": "channels_first",
}

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("is_readable", [True, False])
def test_the_keras_file_of_the_home_folder_does_not_count(tmp_path, is_readable):
    """Where a folder has its name, nobody can read it, not even root."""
    settings = tmp_path / ".keras" / "keras.json"
    settings.parent.mkdir()
    if is_readable:
        settings.write_text(json.dumps(FOREIGN))
    else:
        settings.mkdir()
    foreign = {"HOME": str(tmp_path), "KERAS_HOME": str(settings.parent), "KERAS_BACKEND": "jax"}
    done = run_python("-c", TELL, **foreign)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["tensorflow", "float32", 1e-7, "channels_last"]
