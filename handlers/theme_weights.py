"""Weights of the themes' two logistic functions, as `python -m tests.eval.fit_themes` fits them. Not to be edited by hand."""

BOUNDS = (0.30, 0.25, 0.40)
HOLDS_BASE = -5.131
HOLDS = (
    1.673,  # different
    0.814,  # repeated
    0.915,  # is_strong
    0.492,  # often
    1.139,  # share
    -0.462,  # part
    -0.824,  # size
    0.501,  # spread
    0.285,  # first
    0.409,  # title
    -0.531,  # lead
    -0.110,  # opening
    0.600,  # sentences
    -0.184,  # rank
    -0.487,  # korean
    0.265,  # cast
    -0.342,  # has_cast
    0.792,  # others
    0.376,  # dominance
)
HOLDS_BY_THEME = {
    "agriculture": -0.16,
    "alliance-politics": -0.14,
    "autos": 0.48,
    "batteries-ev": -0.14,
    "china-strategy": -0.71,
    "currency": 0.14,
    "defense-cost-sharing": 0.40,
    "defense-industry": -0.74,
    "defense-spending": 0.46,
    "denuclearization-diplomacy": -0.39,
    "digital-trade": 0.05,
    "energy": -0.30,
    "extended-deterrence": 0.22,
    "human-rights": -0.49,
    "intelligence-cyber": -0.33,
    "inter-korean": -0.21,
    "investment": 1.30,
    "joint-exercises": 0.88,
    "korea-japan": -0.27,
    "korea-politics": -0.66,
    "missile-defense": -0.40,
    "nato-europe": 0.54,
    "naval-nuclear": 0.14,
    "north-korea-missiles": -0.57,
    "north-korea-nuclear": -0.48,
    "nuclear-armament-debate": -0.58,
    "opcon-transfer": 0.39,
    "public-opinion": -0.49,
    "russia-dprk": 0.41,
    "sanctions": 0.62,
    "semiconductors": 0.46,
    "shipbuilding": -0.05,
    "steel-aluminum": -0.10,
    "supply-chains": 0.59,
    "tariffs": 0.84,
    "technology": -0.53,
    "trade-agreements": -0.44,
    "trilateral-cooperation": 0.79,
    "us-japan-alliance": -0.48,
    "us-politics": -0.74,
    "usfk-posture": 0.36,
    "veterans-remains": 0.03,
    "visas-immigration": 0.28,
}
LEADS_BASE = -8.118
LEADS = (
    -0.111,  # different
    0.592,  # repeated
    0.700,  # is_strong
    -0.067,  # often
    2.976,  # share
    1.562,  # part
    -0.953,  # size
    1.075,  # spread
    -0.850,  # first
    1.338,  # title
    0.446,  # lead
    0.660,  # opening
    0.845,  # sentences
    0.843,  # rank
    -0.529,  # korean
    1.625,  # cast
    -1.438,  # has_cast
    1.114,  # others
    0.189,  # dominance
)
LEADS_BY_THEME = {
    "agriculture": -0.06,
    "alliance-politics": -0.38,
    "autos": -0.05,
    "batteries-ev": -0.28,
    "china-strategy": -0.33,
    "currency": -0.00,
    "defense-cost-sharing": 0.50,
    "defense-industry": 0.03,
    "defense-spending": 0.18,
    "denuclearization-diplomacy": 0.10,
    "digital-trade": 0.18,
    "energy": 0.11,
    "extended-deterrence": 0.35,
    "human-rights": -0.11,
    "intelligence-cyber": -0.11,
    "inter-korean": 0.27,
    "investment": 0.19,
    "joint-exercises": -0.12,
    "korea-japan": -0.31,
    "korea-politics": -0.14,
    "missile-defense": -0.05,
    "nato-europe": 0.20,
    "naval-nuclear": 0.45,
    "north-korea-missiles": -0.71,
    "north-korea-nuclear": -0.66,
    "nuclear-armament-debate": -0.15,
    "opcon-transfer": 0.14,
    "public-opinion": 0.02,
    "russia-dprk": 0.16,
    "sanctions": 0.15,
    "semiconductors": 0.00,
    "shipbuilding": 0.29,
    "steel-aluminum": 0.03,
    "supply-chains": 0.31,
    "tariffs": 0.56,
    "technology": -0.40,
    "trade-agreements": -0.49,
    "trilateral-cooperation": 0.42,
    "us-japan-alliance": -0.29,
    "us-politics": -0.20,
    "usfk-posture": 0.18,
    "veterans-remains": 0.11,
    "visas-immigration": -0.11,
}
