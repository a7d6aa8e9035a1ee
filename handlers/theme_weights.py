"""Weights of the themes' two logistic functions, as `python -m tests.eval.fit_themes` fits them. Not to be edited by hand."""

BOUNDS = (0.40, 0.30, 0.40)
HOLDS_BASE = -4.208
HOLDS = (
    1.635,  # different
    1.051,  # repeated
    1.045,  # is_strong
    0.563,  # often
    1.022,  # share
    -0.319,  # part
    -0.827,  # size
    0.512,  # spread
    0.397,  # first
    0.562,  # title
    -0.670,  # lead
    0.027,  # opening
    0.411,  # sentences
    -1.468,  # rank
    -0.556,  # korean
    0.151,  # cast
    0.082,  # has_cast
    0.499,  # others
    0.397,  # dominance
)
HOLDS_BY_THEME = {
    "agriculture": -0.18,
    "alliance-politics": 0.01,
    "autos": 0.48,
    "batteries-ev": -0.17,
    "china-strategy": -0.56,
    "currency": 0.11,
    "defense-cost-sharing": 0.26,
    "defense-industry": -0.74,
    "defense-spending": 0.49,
    "denuclearization-diplomacy": -0.43,
    "digital-trade": 0.05,
    "energy": -0.28,
    "extended-deterrence": -0.07,
    "human-rights": -0.36,
    "intelligence-cyber": -0.21,
    "inter-korean": -0.12,
    "investment": 0.95,
    "joint-exercises": 0.91,
    "korea-japan": 0.40,
    "korea-politics": -0.59,
    "missile-defense": -0.47,
    "nato-europe": 0.43,
    "naval-nuclear": 0.20,
    "north-korea-missiles": -0.86,
    "north-korea-nuclear": -0.42,
    "nuclear-armament-debate": -0.34,
    "opcon-transfer": 0.29,
    "public-opinion": -0.50,
    "russia-dprk": 0.18,
    "sanctions": 0.64,
    "semiconductors": 0.46,
    "shipbuilding": 0.08,
    "steel-aluminum": -0.11,
    "supply-chains": 0.53,
    "tariffs": 0.76,
    "technology": -0.68,
    "trade-agreements": -0.38,
    "trilateral-cooperation": 0.65,
    "us-japan-alliance": -0.24,
    "us-politics": -0.73,
    "usfk-posture": 0.18,
    "veterans-remains": 0.01,
    "visas-immigration": 0.35,
}
LEADS_BASE = -7.899
LEADS = (
    -0.123,  # different
    0.758,  # repeated
    0.630,  # is_strong
    -0.022,  # often
    2.427,  # share
    2.204,  # part
    -0.901,  # size
    1.137,  # spread
    -0.831,  # first
    1.273,  # title
    0.564,  # lead
    0.693,  # opening
    0.598,  # sentences
    1.055,  # rank
    -0.598,  # korean
    1.640,  # cast
    -1.298,  # has_cast
    1.185,  # others
    0.120,  # dominance
)
LEADS_BY_THEME = {
    "agriculture": -0.06,
    "alliance-politics": -0.37,
    "autos": -0.06,
    "batteries-ev": -0.31,
    "china-strategy": -0.26,
    "currency": -0.00,
    "defense-cost-sharing": 0.42,
    "defense-industry": 0.03,
    "defense-spending": 0.18,
    "denuclearization-diplomacy": 0.15,
    "digital-trade": 0.17,
    "energy": 0.10,
    "extended-deterrence": 0.09,
    "human-rights": -0.11,
    "intelligence-cyber": -0.07,
    "inter-korean": 0.33,
    "investment": 0.18,
    "joint-exercises": -0.11,
    "korea-japan": 0.05,
    "korea-politics": -0.10,
    "missile-defense": -0.04,
    "nato-europe": 0.17,
    "naval-nuclear": 0.45,
    "north-korea-missiles": -0.77,
    "north-korea-nuclear": -0.69,
    "nuclear-armament-debate": -0.12,
    "opcon-transfer": 0.13,
    "public-opinion": 0.03,
    "russia-dprk": 0.19,
    "sanctions": 0.13,
    "semiconductors": -0.00,
    "shipbuilding": 0.32,
    "steel-aluminum": 0.02,
    "supply-chains": 0.28,
    "tariffs": 0.53,
    "technology": -0.41,
    "trade-agreements": -0.50,
    "trilateral-cooperation": 0.35,
    "us-japan-alliance": -0.26,
    "us-politics": -0.17,
    "usfk-posture": 0.13,
    "veterans-remains": 0.09,
    "visas-immigration": -0.14,
}
