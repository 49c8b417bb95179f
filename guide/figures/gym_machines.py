"""The column with a pulley and the machine with a lever, each tied to its stack of plates."""

from __future__ import annotations

from guide.figures.pose import PLATES_IN_STACK
from guide.figures.skeleton import Skeleton
from guide.figures.svg_paths import capsule, curve, disc, interpolate, line, path, rectangle

MACHINE_HEIGHT = 176.0
PLATE_HEIGHT, PLATE_WIDTH = 6.0, 16.0
PULLEY_HEIGHT = 9.0
LIFTED_AT_START = 1.5  # cm, so that the stack is seen to hang
CM_PER_DEGREE = 0.45  # how far the machine's lever lifts the plates
HANGING_LEVER = -24  # degrees of the femur at which the lever lifts nothing
LEVER_LENGTH = 31.0
FEMUR_RADIUS, ROLLER_RADIUS = 7.6, 5.4  # where the lever's roller touches the limb
PAD_RADIUS, TRUNK_RADIUS = 4.2, 10.2


def column(body: Skeleton) -> str:
    """Draw the column and its stack, which the cord lifts from where the feet are side by side."""
    x, pulley = body.pose.reach, pulley_at(body)
    pulled = (abs(strap_at(body) - pulley) - pulley.real) / 2
    posts = line(x + 0j, x + MACHINE_HEIGHT * 1j), line(x - 5 + 1j, x + 30 + 1j)
    return _stack(body, x + 9, _lift(body, pulled)) + path("post", *posts)


def _lift(body: Skeleton, pulled: float) -> float:
    """Return how high the lifted plates hang; with no plate lifted, the stack rests."""
    return LIFTED_AT_START + max(pulled, 0) if body.pose.plates else 0


def _stack(body: Skeleton, x: float, lift: float) -> str:
    """Draw a stack whose upper plates are lifted, with the pin in the lowest of them, between its rods."""
    resting = PLATES_IN_STACK - round(body.pose.plates)
    heights = [4 + PLATE_HEIGHT * n + (lift if n >= resting else 0) for n in range(PLATES_IN_STACK)]
    plates = [rectangle(complex(x, low), complex(x + PLATE_WIDTH, low + PLATE_HEIGHT - 1.2)) for low in heights]
    pin_at = complex(x + PLATE_WIDTH, heights[min(resting, PLATES_IN_STACK - 1)] + 2.4)
    rod, top = x + PLATE_WIDTH / 2, MACHINE_HEIGHT * 1j
    frame = line(rod + 4j, rod + top), line(x - 13 + top, x + 18 + top), line(pin_at, pin_at + 4)
    return path("equipment-line", *frame) + path("equipment", *plates)


def pulley_at(body: Skeleton) -> complex:
    return complex(body.pose.reach - 4, PULLEY_HEIGHT)


def strap_at(body: Skeleton) -> complex:
    return interpolate(body.knee, body.foot, 0.93)


def cord(body: Skeleton) -> str:
    """Draw the strap round the shin and the cord from its ring to the pulley. Without a plate to lift, it sags."""
    tied, wheel = strap_at(body), pulley_at(body)
    across = body.shin * 1j
    tie, end = tied + 4.4 * across, wheel - 3.2j
    middle = interpolate(tie, end, 0.5)
    sag = 0 if body.pose.plates else middle.imag + 4
    return (
        path("cord", curve(tie, middle - sag * 1j, end))
        + path("wheel", disc(wheel, 4.4))
        + path("strap", capsule((tied - 4.2 * across, 2.4), (tie, 2.4)))
    )


def machine(body: Skeleton) -> str:
    """Draw the post with pad, handles and stack, and the cord that the lever's cam pulls."""
    x, grip, pivot = body.pose.reach + 10, body.pose.grip, body.seat.imag
    lift = _lift(body, (body.pose.femur - HANGING_LEVER) * CM_PER_DEGREE)
    handles = [line(complex(x, height), complex(body.pose.reach, height)) for height in (grip, grip + 9)]
    wheel = complex(x - 8, pivot - 4)
    pad = pad_ends(body)
    holder = interpolate(*pad, 0.5)
    return (
        _stack(body, x + 9, lift)
        + path("equipment-line", line(body.seat - 8j, wheel - 4j), line(wheel + 4, complex(x - 4, MACHINE_HEIGHT)))
        + path("post", line(x + 0j, x + MACHINE_HEIGHT * 1j), line(x - 34 + 1j, x + 28 + 1j), *handles)
        + path("post", line(complex(x, pivot), body.seat), line(complex(x, holder.imag), holder))
        + path("wheel", disc(wheel, 4))
        + path("equipment", capsule((pad[0], PAD_RADIUS), (pad[1], PAD_RADIUS)))
    )


def pad_ends(body: Skeleton) -> tuple[complex, complex]:
    """Return both ends of the pad. It touches the front of a trunk that is not hollow."""
    up = body.trunk_direction
    front = up * -1j * (TRUNK_RADIUS + PAD_RADIUS)
    return body.seat + 36 * up + front, body.seat + 10 * up + front


def roller_at(body: Skeleton) -> complex:
    return body.seat + (LEVER_LENGTH - (FEMUR_RADIUS + ROLLER_RADIUS) * 1j) * body.femur


def lever(body: Skeleton) -> str:
    """Draw the lever from its pivot at the seat, along the femur, to a roller behind it."""
    end, roller = body.seat + LEVER_LENGTH * body.femur, roller_at(body)
    bar = line(body.seat, end, roller)
    return (
        path("mark-outline", bar)
        + path("post", bar)
        + path("roller", disc(roller, ROLLER_RADIUS))
        + path("wheel", disc(body.seat, 4.4))
    )
