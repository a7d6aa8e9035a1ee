"""Weights of the themes' two logistic functions, as `python -m tests.eval.fit_themes` fits them. Not to be edited by hand."""

BOUNDS = (0.30, 0.35, 0.40)
HOLDS_BASE = -5.128
HOLDS = (
    1.686,  # different
    0.776,  # repeated
    0.967,  # is_strong
    0.468,  # often
    1.122,  # share
    -0.537,  # part
    -0.807,  # size
    0.675,  # spread
    0.319,  # first
    0.352,  # title
    -0.471,  # lead
    -0.136,  # opening
    0.544,  # sentences
    -0.058,  # rank
    -0.530,  # korean
    0.304,  # cast
    -0.320,  # has_cast
    0.781,  # others
    0.409,  # dominance
)
HOLDS_BY_THEME = {
    "agriculture": -0.15,
    "alliance-politics": -0.17,
    "autos": 0.49,
    "batteries-ev": -0.14,
    "china-strategy": -0.73,
    "currency": 0.13,
    "defense-cost-sharing": 0.38,
    "defense-industry": -0.83,
    "defense-spending": 0.47,
    "denuclearization-diplomacy": -0.34,
    "digital-trade": 0.06,
    "energy": -0.30,
    "extended-deterrence": 0.19,
    "human-rights": -0.49,
    "intelligence-cyber": -0.28,
    "inter-korean": -0.16,
    "investment": 1.31,
    "joint-exercises": 0.88,
    "korea-japan": -0.28,
    "korea-politics": -0.65,
    "missile-defense": -0.40,
    "nato-europe": 0.55,
    "naval-nuclear": 0.15,
    "north-korea-missiles": -0.59,
    "north-korea-nuclear": -0.36,
    "nuclear-armament-debate": -0.57,
    "opcon-transfer": 0.38,
    "public-opinion": -0.49,
    "russia-dprk": 0.41,
    "sanctions": 0.59,
    "semiconductors": 0.47,
    "shipbuilding": -0.04,
    "steel-aluminum": -0.10,
    "supply-chains": 0.59,
    "tariffs": 0.84,
    "technology": -0.52,
    "trade-agreements": -0.44,
    "trilateral-cooperation": 0.78,
    "us-japan-alliance": -0.52,
    "us-politics": -0.72,
    "usfk-posture": 0.35,
    "veterans-remains": -0.03,
    "visas-immigration": 0.28,
}
LEADS_BASE = -7.916
LEADS = (
    -0.092,  # different
    0.628,  # repeated
    0.763,  # is_strong
    -0.097,  # often
    3.053,  # share
    1.393,  # part
    -0.917,  # size
    1.003,  # spread
    -0.648,  # first
    1.336,  # title
    0.511,  # lead
    0.643,  # opening
    0.823,  # sentences
    0.608,  # rank
    -0.554,  # korean
    1.464,  # cast
    -1.256,  # has_cast
    0.990,  # others
    0.218,  # dominance
)
LEADS_BY_THEME = {
    "agriculture": -0.06,
    "alliance-politics": -0.39,
    "autos": -0.05,
    "batteries-ev": -0.29,
    "china-strategy": -0.35,
    "currency": -0.00,
    "defense-cost-sharing": 0.49,
    "defense-industry": -0.00,
    "defense-spending": 0.18,
    "denuclearization-diplomacy": 0.10,
    "digital-trade": 0.18,
    "energy": 0.10,
    "extended-deterrence": 0.34,
    "human-rights": -0.12,
    "intelligence-cyber": -0.12,
    "inter-korean": 0.48,
    "investment": 0.19,
    "joint-exercises": -0.12,
    "korea-japan": -0.31,
    "korea-politics": -0.13,
    "missile-defense": -0.05,
    "nato-europe": 0.18,
    "naval-nuclear": 0.46,
    "north-korea-missiles": -0.71,
    "north-korea-nuclear": -0.66,
    "nuclear-armament-debate": -0.14,
    "opcon-transfer": 0.13,
    "public-opinion": 0.02,
    "russia-dprk": 0.15,
    "sanctions": 0.14,
    "semiconductors": 0.00,
    "shipbuilding": 0.29,
    "steel-aluminum": 0.02,
    "supply-chains": 0.30,
    "tariffs": 0.55,
    "technology": -0.40,
    "trade-agreements": -0.48,
    "trilateral-cooperation": 0.41,
    "us-japan-alliance": -0.35,
    "us-politics": -0.19,
    "usfk-posture": 0.16,
    "veterans-remains": 0.12,
    "visas-immigration": -0.11,
}
