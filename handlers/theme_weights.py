"""Weights of the themes' two logistic functions, as `python -m tests.eval.fit_themes` fits them. Not to be edited by hand."""

BOUNDS = (0.35, 0.30, 0.40)
HOLDS_BASE = -4.072
HOLDS = (
    1.653,  # different
    0.964,  # repeated
    1.077,  # is_strong
    0.563,  # often
    1.182,  # share
    -0.777,  # part
    -0.816,  # size
    0.535,  # spread
    0.340,  # first
    0.550,  # title
    -0.670,  # lead
    0.023,  # opening
    0.438,  # sentences
    -1.402,  # rank
    -0.560,  # korean
    0.308,  # cast
    0.001,  # has_cast
    0.431,  # others
    0.411,  # dominance
)
HOLDS_BY_THEME = {
    "agriculture": -0.18,
    "alliance-politics": -0.00,
    "autos": 0.49,
    "batteries-ev": -0.15,
    "china-strategy": -0.53,
    "currency": 0.11,
    "defense-cost-sharing": 0.26,
    "defense-industry": -0.72,
    "defense-spending": 0.50,
    "denuclearization-diplomacy": -0.46,
    "digital-trade": 0.05,
    "energy": -0.26,
    "extended-deterrence": 0.03,
    "human-rights": -0.49,
    "intelligence-cyber": -0.19,
    "inter-korean": -0.16,
    "investment": 0.96,
    "joint-exercises": 0.92,
    "korea-japan": 0.40,
    "korea-politics": -0.57,
    "missile-defense": -0.45,
    "nato-europe": 0.48,
    "naval-nuclear": 0.22,
    "north-korea-missiles": -0.86,
    "north-korea-nuclear": -0.41,
    "nuclear-armament-debate": -0.47,
    "opcon-transfer": 0.29,
    "public-opinion": -0.50,
    "russia-dprk": 0.21,
    "sanctions": 0.63,
    "semiconductors": 0.47,
    "shipbuilding": -0.01,
    "steel-aluminum": -0.11,
    "supply-chains": 0.55,
    "tariffs": 0.77,
    "technology": -0.67,
    "trade-agreements": -0.36,
    "trilateral-cooperation": 0.67,
    "us-japan-alliance": -0.25,
    "us-politics": -0.73,
    "usfk-posture": 0.17,
    "veterans-remains": 0.03,
    "visas-immigration": 0.28,
}
LEADS_BASE = -7.720
LEADS = (
    -0.170,  # different
    0.721,  # repeated
    0.546,  # is_strong
    0.033,  # often
    2.582,  # share
    1.760,  # part
    -0.889,  # size
    1.111,  # spread
    -0.877,  # first
    1.315,  # title
    0.610,  # lead
    0.673,  # opening
    0.610,  # sentences
    1.144,  # rank
    -0.629,  # korean
    1.698,  # cast
    -1.314,  # has_cast
    1.112,  # others
    0.202,  # dominance
)
LEADS_BY_THEME = {
    "agriculture": -0.06,
    "alliance-politics": -0.35,
    "autos": -0.06,
    "batteries-ev": -0.31,
    "china-strategy": -0.31,
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
    "korea-politics": -0.10,
    "missile-defense": -0.04,
    "nato-europe": 0.19,
    "naval-nuclear": 0.46,
    "north-korea-missiles": -0.79,
    "north-korea-nuclear": -0.70,
    "nuclear-armament-debate": -0.12,
    "opcon-transfer": 0.13,
    "public-opinion": 0.02,
    "russia-dprk": 0.14,
    "sanctions": 0.13,
    "semiconductors": -0.00,
    "shipbuilding": 0.31,
    "steel-aluminum": 0.02,
    "supply-chains": 0.29,
    "tariffs": 0.53,
    "technology": -0.42,
    "trade-agreements": -0.48,
    "trilateral-cooperation": 0.34,
    "us-japan-alliance": -0.26,
    "us-politics": -0.21,
    "usfk-posture": 0.13,
    "veterans-remains": 0.10,
    "visas-immigration": -0.13,
}
