"""Statsforecast's models on the rolling origins that `dean-benchmarks forecast` runs, with the same metrics.

    pip install statsforecast==2.1.1 pandas
    python forecast_peers.py --data DIR [--protocol hourly|daily56|daily14] [--jobs 2] [--every N] [--models A,B]

DIR holds m4_hourly/hourly.csv.gz and nn5/{nn5.csv.gz,filled.csv}. Prints a row per model; the combination is the mean
of AutoETS and AutoTheta, its limits the means of theirs. Filled days are not scored. Seconds are wall time of forecasts.
"""

import argparse
import multiprocessing
import os
import time

os.environ.setdefault("NIXTLA_ID_AS_COL", "1")
import numpy as np
import pandas as pd
from statsforecast.models import MSTL, AutoETS, AutoTheta, SeasonalNaive

PROTOCOLS = {
    "hourly": ("m4_hourly/hourly.csv.gz", None, 24, 48, 3),
    "daily56": ("nn5/nn5.csv.gz", "nn5/filled.csv", 7, 56, 3),
    "daily14": ("nn5/nn5.csv.gz", "nn5/filled.csv", 7, 14, 8),
}
LEVELS = [80, 95]


def naive2(y, m, h):
    """Random walk on values deseasonalised by classical multiplicative decomposition."""
    n = len(y)
    weights = np.ones(m + 1 if m % 2 == 0 else m) / m
    if m % 2 == 0:
        weights[0] = weights[-1] = 0.5 / m
    trend = np.convolve(y, weights, mode="valid")
    start = (n - len(trend)) // 2
    ratio = np.full(n, np.nan)
    with np.errstate(all="ignore"):
        ratio[start : start + len(trend)] = y[start : start + len(trend)] / trend
    index = np.array([np.nanmean(ratio[k::m]) for k in range(m)])
    index *= m / index.sum()
    return y[-1] / index[(n - 1) % m] * index[(n + np.arange(h)) % m]


def metrics(y, f, lo, hi, scale, scored):
    a = np.abs(y - f)
    with np.errstate(all="ignore"):
        smape = np.where(a == 0, 0, 200 * a / (np.abs(y) + np.abs(f)))
    out = {"smape": smape[scored].mean(), "mase": a[scored].mean() / scale}
    if lo is not None:
        for level in LEVELS:
            l, u = lo[level], hi[level]
            inside = (y >= l) & (y <= u)
            out[f"c{level}"] = inside[scored].mean() * 100
            if level == 95:
                width = (u - l) + 40 * (l - y) * (y < l) + 40 * (y - u) * (y > u)
                out["msis"] = width[scored].mean() / scale
    return out


def one(case):
    """Mean, lower and upper limits of one model for one series."""
    name, y, m, h = case
    model = {
        "SeasonalNaive": lambda: SeasonalNaive(season_length=m),
        "MSTL": lambda: MSTL(season_length=[24, 168] if m == 24 else m),
        "AutoTheta": lambda: AutoTheta(season_length=m),
        "AutoETS": lambda: AutoETS(season_length=m),
    }[name]()
    out = model.forecast(y=y, h=h, level=LEVELS)
    return out["mean"], {v: out[f"lo-{v}"] for v in LEVELS}, {v: out[f"hi-{v}"] for v in LEVELS}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--protocol", default=",".join(PROTOCOLS))
    parser.add_argument("--every", type=int, default=1, help="only every so-many-th series")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--models", default="SeasonalNaive,MSTL,AutoTheta,AutoETS")
    arguments = parser.parse_args()

    for protocol in arguments.protocol.split(","):
        path, filled, m, h, origins = PROTOCOLS[protocol]
        data = pd.read_csv(os.path.join(arguments.data, path))
        hidden = set()
        if filled:
            hidden = set(map(tuple, pd.read_csv(os.path.join(arguments.data, filled)).values))
        series = {k: g for k, g in data.groupby("unique_id", sort=False)}
        series = dict(list(series.items())[:: arguments.every])
        cases = []
        for name, group in series.items():
            y = group.y.to_numpy(float)
            real = np.array([(name, str(d)) not in hidden for d in group.ds])
            for origin in range(1, origins + 1):
                end = len(y) - h * origin
                scale = np.abs(y[m:end] - y[: end - m]).mean()
                cases.append((y[:end], y[end : end + h], real[end : end + h], scale, name))
        base = pd.DataFrame([metrics(t, naive2(y, m, h), None, None, s, r) for y, t, r, s, _ in cases])
        print(f"{protocol} Naive2 sMAPE {base.smape.mean():.2f} MASE {base.mase.mean():.3f}", flush=True)

        forecasts = {}
        models = arguments.models.split(",")
        for model in models + ["AutoETS+AutoTheta"]:
            start = time.perf_counter()
            if model == "AutoETS+AutoTheta":
                if not {"AutoETS", "AutoTheta"} <= set(forecasts):
                    continue
                parts = zip(forecasts["AutoETS"], forecasts["AutoTheta"])
                made_ = [
                    (
                        (a[0] + b[0]) / 2,
                        {v: (a[1][v] + b[1][v]) / 2 for v in LEVELS},
                        {v: (a[2][v] + b[2][v]) / 2 for v in LEVELS},
                    )
                    for a, b in parts
                ]
            else:
                one((model, cases[0][0], m, h))  # compile before the clock starts
                with multiprocessing.Pool(arguments.jobs) as pool:
                    start = time.perf_counter()
                    made_ = pool.map(one, [(model, c[0], m, h) for c in cases], chunksize=4)
            seconds = time.perf_counter() - start
            forecasts[model] = made_
            rows = pd.DataFrame(
                [metrics(t, f, lo, hi, s, r) for (f, lo, hi), (_, t, r, s, _) in zip(made_, cases)]
            )
            rows["name"] = [c[4] for c in cases]
            by = rows.groupby("name").mean(numeric_only=True)
            error = by.std() / np.sqrt(len(by))
            mean = rows.mean(numeric_only=True)
            owa = (mean.smape / base.smape.mean() + mean.mase / base.mase.mean()) / 2
            print(
                f"| {protocol} | {model} | {mean.smape:.2f} ± {error.smape:.2f} | {mean.mase:.3f} ± {error.mase:.3f} "
                f"| {owa:.3f} | {mean.msis:.2f} ± {error.msis:.2f} | {mean.c95:.1f} / {mean.c80:.1f} | {seconds:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
