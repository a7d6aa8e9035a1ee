"""Weights of the themes' two logistic functions, as `python -m tests.eval.fit_themes` fits them. Not to be edited by hand."""

BOUNDS = (0.40, 0.30, 0.40)
HOLDS_BASE = -4.168
HOLDS = (
    1.627,  # different
    0.943,  # repeated
    1.068,  # is_strong
    0.589,  # often
    1.128,  # share
    -0.670,  # part
    -0.845,  # size
    0.489,  # spread
    0.372,  # first
    0.570,  # title
    -0.670,  # lead
    0.015,  # opening
    0.471,  # sentences
    -1.285,  # rank
    -0.567,  # korean
    0.299,  # cast
    0.003,  # has_cast
    0.483,  # others
    0.386,  # dominance
)
HOLDS_BY_THEME = {
    "agriculture": -0.18,
    "alliance-politics": -0.01,
    "autos": 0.49,
    "batteries-ev": -0.16,
    "china-strategy": -0.53,
    "currency": 0.11,
    "defense-cost-sharing": 0.26,
    "defense-industry": -0.73,
    "defense-spending": 0.50,
    "denuclearization-diplomacy": -0.46,
    "digital-trade": 0.06,
    "energy": -0.27,
    "extended-deterrence": -0.08,
    "human-rights": -0.49,
    "intelligence-cyber": -0.20,
    "inter-korean": -0.12,
    "investment": 0.96,
    "joint-exercises": 0.93,
    "korea-japan": 0.40,
    "korea-politics": -0.56,
    "missile-defense": -0.45,
    "nato-europe": 0.48,
    "naval-nuclear": 0.21,
    "north-korea-missiles": -0.87,
    "north-korea-nuclear": -0.43,
    "nuclear-armament-debate": -0.34,
    "opcon-transfer": 0.29,
    "public-opinion": -0.49,
    "russia-dprk": 0.21,
    "sanctions": 0.63,
    "semiconductors": 0.47,
    "shipbuilding": 0.07,
    "steel-aluminum": -0.11,
    "supply-chains": 0.55,
    "tariffs": 0.76,
    "technology": -0.67,
    "trade-agreements": -0.36,
    "trilateral-cooperation": 0.66,
    "us-japan-alliance": -0.25,
    "us-politics": -0.76,
    "usfk-posture": 0.16,
    "veterans-remains": 0.03,
    "visas-immigration": 0.28,
}
LEADS_BASE = -7.826
LEADS = (
    -0.154,  # different
    0.678,  # repeated
    0.571,  # is_strong
    0.062,  # often
    2.467,  # share
    1.885,  # part
    -0.920,  # size
    1.098,  # spread
    -0.822,  # first
    1.304,  # title
    0.589,  # lead
    0.678,  # opening
    0.642,  # sentences
    1.376,  # rank
    -0.617,  # korean
    1.658,  # cast
    -1.314,  # has_cast
    1.157,  # others
    0.124,  # dominance
)
LEADS_BY_THEME = {
    "agriculture": -0.06,
    "alliance-politics": -0.33,
    "autos": -0.06,
    "batteries-ev": -0.31,
    "china-strategy": -0.29,
    "currency": -0.00,
    "defense-cost-sharing": 0.44,
    "defense-industry": 0.03,
    "defense-spending": 0.18,
    "denuclearization-diplomacy": 0.10,
    "digital-trade": 0.17,
    "energy": 0.11,
    "extended-deterrence": 0.12,
    "human-rights": -0.12,
    "intelligence-cyber": -0.07,
    "inter-korean": 0.34,
    "investment": 0.19,
    "joint-exercises": -0.10,
    "korea-japan": 0.06,
    "korea-politics": -0.09,
    "missile-defense": -0.04,
    "nato-europe": 0.19,
    "naval-nuclear": 0.46,
    "north-korea-missiles": -0.78,
    "north-korea-nuclear": -0.70,
    "nuclear-armament-debate": -0.12,
    "opcon-transfer": 0.13,
    "public-opinion": 0.03,
    "russia-dprk": 0.15,
    "sanctions": 0.13,
    "semiconductors": -0.00,
    "shipbuilding": 0.33,
    "steel-aluminum": 0.02,
    "supply-chains": 0.29,
    "tariffs": 0.53,
    "technology": -0.42,
    "trade-agreements": -0.48,
    "trilateral-cooperation": 0.34,
    "us-japan-alliance": -0.26,
    "us-politics": -0.22,
    "usfk-posture": 0.14,
    "veterans-remains": 0.10,
    "visas-immigration": -0.13,
}
