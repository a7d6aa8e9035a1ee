"""Weights of the themes' two logistic functions, as `python -m tests.eval.fit_themes` fits them. Not to be edited by hand."""

BOUNDS = (0.40, 0.25, 0.30)
HOLDS_BASE = -4.857
HOLDS = (
    1.632,  # different
    0.727,  # repeated
    0.638,  # is_strong
    0.537,  # often
    0.690,  # share
    -0.366,  # part
    -0.765,  # size
    1.000,  # spread
    0.122,  # first
    0.158,  # title
    -0.102,  # lead
    -0.268,  # opening
    0.470,  # sentences
    0.358,  # rank
    -0.589,  # korean
    0.331,  # cast
    -0.188,  # has_cast
    0.804,  # others
    0.522,  # dominance
)
HOLDS_BY_THEME = {
    "agriculture": -0.03,
    "alliance-politics": 0.07,
    "autos": 0.53,
    "batteries-ev": -0.38,
    "china-strategy": -0.56,
    "currency": 0.28,
    "defense-cost-sharing": 0.31,
    "defense-industry": -0.60,
    "defense-spending": 0.45,
    "denuclearization-diplomacy": -0.19,
    "digital-trade": 0.03,
    "energy": -0.31,
    "extended-deterrence": 0.15,
    "human-rights": -0.42,
    "intelligence-cyber": -0.05,
    "inter-korean": -0.26,
    "investment": 0.97,
    "joint-exercises": 0.75,
    "korea-japan": -0.33,
    "korea-politics": -0.54,
    "missile-defense": -0.35,
    "nato-europe": 0.63,
    "naval-nuclear": 0.13,
    "north-korea-missiles": -0.60,
    "north-korea-nuclear": -0.49,
    "nuclear-armament-debate": -0.55,
    "opcon-transfer": 0.32,
    "public-opinion": -0.46,
    "russia-dprk": 0.25,
    "sanctions": 0.54,
    "semiconductors": 0.40,
    "shipbuilding": -0.00,
    "steel-aluminum": -0.10,
    "supply-chains": 0.52,
    "tariffs": 0.80,
    "technology": -0.41,
    "trade-agreements": -0.45,
    "trilateral-cooperation": 0.71,
    "us-japan-alliance": -0.45,
    "us-politics": -0.65,
    "usfk-posture": 0.38,
    "veterans-remains": -0.09,
    "visas-immigration": 0.03,
}
LEADS_BASE = -7.178
LEADS = (
    0.216,  # different
    0.437,  # repeated
    0.305,  # is_strong
    0.067,  # often
    2.259,  # share
    1.155,  # part
    -0.755,  # size
    1.134,  # spread
    -1.073,  # first
    1.176,  # title
    0.589,  # lead
    0.641,  # opening
    0.606,  # sentences
    1.505,  # rank
    -0.613,  # korean
    1.225,  # cast
    -0.875,  # has_cast
    0.854,  # others
    0.352,  # dominance
)
LEADS_BY_THEME = {
    "agriculture": -0.03,
    "alliance-politics": -0.16,
    "autos": 0.02,
    "batteries-ev": -0.43,
    "china-strategy": -0.26,
    "currency": 0.00,
    "defense-cost-sharing": 0.41,
    "defense-industry": 0.05,
    "defense-spending": 0.15,
    "denuclearization-diplomacy": 0.21,
    "digital-trade": 0.13,
    "energy": 0.05,
    "extended-deterrence": 0.27,
    "human-rights": -0.09,
    "intelligence-cyber": -0.02,
    "inter-korean": 0.14,
    "investment": 0.17,
    "joint-exercises": -0.05,
    "korea-japan": -0.31,
    "korea-politics": 0.07,
    "missile-defense": -0.03,
    "nato-europe": 0.13,
    "naval-nuclear": 0.36,
    "north-korea-missiles": -0.61,
    "north-korea-nuclear": -0.51,
    "nuclear-armament-debate": -0.13,
    "opcon-transfer": 0.10,
    "public-opinion": -0.05,
    "russia-dprk": 0.06,
    "sanctions": 0.08,
    "semiconductors": -0.05,
    "shipbuilding": 0.28,
    "steel-aluminum": 0.06,
    "supply-chains": 0.23,
    "tariffs": 0.47,
    "technology": -0.34,
    "trade-agreements": -0.40,
    "trilateral-cooperation": 0.33,
    "us-japan-alliance": -0.28,
    "us-politics": -0.19,
    "usfk-posture": 0.20,
    "veterans-remains": 0.08,
    "visas-immigration": -0.12,
}
