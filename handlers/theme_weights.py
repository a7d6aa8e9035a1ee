"""Weights of the themes' two logistic functions, as `python -m tests.eval.fit_themes` fits them. Not to be edited by hand."""

BOUNDS = (0.35, 0.30, 0.40)
HOLDS_BASE = -4.158
HOLDS = (
    1.619,  # different
    0.963,  # repeated
    1.066,  # is_strong
    0.586,  # often
    1.049,  # share
    -0.663,  # part
    -0.830,  # size
    0.494,  # spread
    0.334,  # first
    0.538,  # title
    -0.679,  # lead
    0.039,  # opening
    0.441,  # sentences
    -1.139,  # rank
    -0.573,  # korean
    0.285,  # cast
    0.012,  # has_cast
    0.485,  # others
    0.387,  # dominance
)
HOLDS_BY_THEME = {
    "agriculture": -0.18,
    "alliance-politics": -0.00,
    "autos": 0.49,
    "batteries-ev": -0.16,
    "china-strategy": -0.53,
    "currency": 0.11,
    "defense-cost-sharing": 0.26,
    "defense-industry": -0.72,
    "defense-spending": 0.50,
    "denuclearization-diplomacy": -0.46,
    "digital-trade": 0.06,
    "energy": -0.26,
    "extended-deterrence": 0.03,
    "human-rights": -0.49,
    "intelligence-cyber": -0.20,
    "inter-korean": -0.13,
    "investment": 0.95,
    "joint-exercises": 0.92,
    "korea-japan": 0.40,
    "korea-politics": -0.56,
    "missile-defense": -0.45,
    "nato-europe": 0.48,
    "naval-nuclear": 0.21,
    "north-korea-missiles": -0.86,
    "north-korea-nuclear": -0.41,
    "nuclear-armament-debate": -0.47,
    "opcon-transfer": 0.29,
    "public-opinion": -0.50,
    "russia-dprk": 0.21,
    "sanctions": 0.63,
    "semiconductors": 0.47,
    "shipbuilding": 0.08,
    "steel-aluminum": -0.11,
    "supply-chains": 0.55,
    "tariffs": 0.77,
    "technology": -0.67,
    "trade-agreements": -0.36,
    "trilateral-cooperation": 0.66,
    "us-japan-alliance": -0.25,
    "us-politics": -0.75,
    "usfk-posture": 0.16,
    "veterans-remains": 0.03,
    "visas-immigration": 0.28,
}
LEADS_BASE = -7.751
LEADS = (
    -0.178,  # different
    0.731,  # repeated
    0.536,  # is_strong
    0.036,  # often
    2.556,  # share
    1.810,  # part
    -0.899,  # size
    1.091,  # spread
    -0.870,  # first
    1.326,  # title
    0.604,  # lead
    0.680,  # opening
    0.608,  # sentences
    1.169,  # rank
    -0.635,  # korean
    1.694,  # cast
    -1.317,  # has_cast
    1.137,  # others
    0.186,  # dominance
)
LEADS_BY_THEME = {
    "agriculture": -0.06,
    "alliance-politics": -0.35,
    "autos": -0.06,
    "batteries-ev": -0.31,
    "china-strategy": -0.30,
    "currency": -0.00,
    "defense-cost-sharing": 0.43,
    "defense-industry": 0.03,
    "defense-spending": 0.18,
    "denuclearization-diplomacy": 0.10,
    "digital-trade": 0.17,
    "energy": 0.10,
    "extended-deterrence": 0.23,
    "human-rights": -0.12,
    "intelligence-cyber": -0.07,
    "inter-korean": 0.34,
    "investment": 0.20,
    "joint-exercises": -0.11,
    "korea-japan": 0.04,
    "korea-politics": -0.09,
    "missile-defense": -0.04,
    "nato-europe": 0.19,
    "naval-nuclear": 0.46,
    "north-korea-missiles": -0.79,
    "north-korea-nuclear": -0.69,
    "nuclear-armament-debate": -0.12,
    "opcon-transfer": 0.13,
    "public-opinion": 0.02,
    "russia-dprk": 0.14,
    "sanctions": 0.13,
    "semiconductors": -0.01,
    "shipbuilding": 0.33,
    "steel-aluminum": 0.02,
    "supply-chains": 0.29,
    "tariffs": 0.54,
    "technology": -0.42,
    "trade-agreements": -0.48,
    "trilateral-cooperation": 0.33,
    "us-japan-alliance": -0.26,
    "us-politics": -0.23,
    "usfk-posture": 0.13,
    "veterans-remains": 0.10,
    "visas-immigration": -0.13,
}
