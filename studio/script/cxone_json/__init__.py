"""CXone Studio's JSON exports: read and written. Members that nobody knows stay in the model's ``extra`` parts."""

from studio.script.cxone_json.codes import CODES
from studio.script.cxone_json.reader import read_json
from studio.script.cxone_json.writer import write_json

__all__ = ["CODES", "read_json", "write_json"]
