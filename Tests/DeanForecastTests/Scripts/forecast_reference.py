"""Writes ../ForecastReference.swift: what other implementations forecast for one made-up series.

    pip install numpy==2.4.6 statsmodels==0.15.0 statsforecast==2.1.1
    python forecast_reference.py > ../ForecastReference.swift
"""

import math

import numpy as np
from statsforecast.models import MSTL, SeasonalNaive, Theta, AutoETS
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.holtwinters import ExponentialSmoothing

# A deterministic series, so that the test can make it too: level, trend, a week, a wiggle.
n, m, h = 140, 7, 14
t = np.arange(n)
week = np.array([-6, -3, 0, 1, 2, 8, -2.0])
y = 50 + 0.1 * t + week[t % m] + 3 * np.sin(t * t * 0.37) + 2 * np.sin(t * 0.11)


def ets(season):
    model = ETSModel(
        y, error="add", trend="add", seasonal=season, damped_trend=True, seasonal_periods=m,
        initialization_method="known", initial_level=48.0, initial_trend=0.2,
        initial_seasonal=week if season == "add" else 1 + week / 50,
    )
    fixed = {"smoothing_level": 0.3, "smoothing_trend": 0.05, "smoothing_seasonal": 0.1, "damping_trend": 0.9}
    parameters = [fixed.get(name, None) for name in model.param_names]
    start = model.initial_level, model.initial_trend
    parameters = [
        p if p is not None else {"initial_level": 48.0, "initial_trend": 0.2}.get(name)
        for p, name in zip(parameters, model.param_names)
    ]
    parameters = [
        p if p is not None else model.initial_seasonal[int(name.split(".")[-1])]
        for p, name in zip(parameters, model.param_names)
    ]
    return model.smooth(parameters).forecast(h)


def taylor():
    """Double seasonal smoothing with autocorrelated errors, written out anew after Taylor (2003), additive."""
    level, trend = 50.0, 0.0
    s, l = list(week), [math.sin(i) for i in range(14)]
    error = 0.0
    a, b, g, d, phi, rho = 0.2, 0.1, 0.15, 0.1, 0.95, 0.4
    for i, value in enumerate(y):
        e = value - (level + phi * trend + s[i % 7] + l[i % 14])
        level, trend = level + phi * trend + a * e, phi * trend + a * b * e
        s[i % 7] += g * e
        l[i % 14] += d * e
        error = e
    out = []
    for k in range(1, h + 1):
        i = n + k - 1
        damped = sum(phi**j for j in range(1, k + 1))
        out.append(level + damped * trend + s[i % 7] + l[i % 14] + rho**k * error)
    return out


def show(name, values):
    print(f"    static let {name}: [Double] = [")
    for i in range(0, len(values), 8):
        print("        " + ", ".join(f"{v:.9f}" for v in values[i : i + 8]) + ",")
    print("    ]")


print("// Made by Scripts/forecast_reference.py with statsmodels 0.15.0 and statsforecast 2.1.1.")
print("enum ForecastReference {")
show("values", y)
show("seasonalNaive", SeasonalNaive(season_length=m).forecast(y=y, h=h)["mean"])
show("additive", ets("add"))
show("multiplicative", ets("mul"))
show("automatic", AutoETS(season_length=m).forecast(y=y, h=h)["mean"])
show("theta", Theta(season_length=m, decomposition_type="multiplicative").forecast(y=y, h=h)["mean"])
show("decomposition", MSTL(season_length=[7]).forecast(y=y, h=h)["mean"])
show("doubleSeasonal", taylor())
print("}")
