"""Weights of the themes' two logistic functions, as `python -m tests.eval.fit_themes` fits them. Not to be edited by hand."""

BOUNDS = (0.30, 0.30, 0.30)
HOLDS_BASE = -5.151
HOLDS = (
    1.633,  # different
    0.946,  # repeated
    0.798,  # is_strong
    0.440,  # often
    1.119,  # share
    -0.739,  # part
    -0.763,  # size
    0.750,  # spread
    0.271,  # first
    0.286,  # title
    -0.336,  # lead
    -0.151,  # opening
    0.422,  # sentences
    0.333,  # rank
    -0.534,  # korean
    0.288,  # cast
    -0.274,  # has_cast
    0.801,  # others
    0.478,  # dominance
)
HOLDS_BY_THEME = {
    "agriculture": -0.15,
    "alliance-politics": -0.15,
    "autos": 0.49,
    "batteries-ev": -0.14,
    "china-strategy": -0.73,
    "currency": 0.37,
    "defense-cost-sharing": 0.36,
    "defense-industry": -0.85,
    "defense-spending": 0.48,
    "denuclearization-diplomacy": -0.26,
    "digital-trade": 0.03,
    "energy": -0.33,
    "extended-deterrence": 0.15,
    "human-rights": -0.50,
    "intelligence-cyber": -0.29,
    "inter-korean": -0.21,
    "investment": 1.29,
    "joint-exercises": 0.85,
    "korea-japan": -0.29,
    "korea-politics": -0.63,
    "missile-defense": -0.39,
    "nato-europe": 0.79,
    "naval-nuclear": 0.13,
    "north-korea-missiles": -0.53,
    "north-korea-nuclear": -0.40,
    "nuclear-armament-debate": -0.61,
    "opcon-transfer": 0.38,
    "public-opinion": -0.50,
    "russia-dprk": 0.32,
    "sanctions": 0.64,
    "semiconductors": 0.48,
    "shipbuilding": -0.04,
    "steel-aluminum": -0.11,
    "supply-chains": 0.60,
    "tariffs": 0.84,
    "technology": -0.51,
    "trade-agreements": -0.48,
    "trilateral-cooperation": 0.74,
    "us-japan-alliance": -0.55,
    "us-politics": -0.76,
    "usfk-posture": 0.28,
    "veterans-remains": -0.07,
    "visas-immigration": 0.26,
}
LEADS_BASE = -7.983
LEADS = (
    -0.094,  # different
    0.611,  # repeated
    0.787,  # is_strong
    -0.133,  # often
    2.938,  # share
    1.295,  # part
    -0.881,  # size
    0.597,  # spread
    -0.844,  # first
    1.303,  # title
    0.498,  # lead
    0.696,  # opening
    0.812,  # sentences
    1.474,  # rank
    -0.545,  # korean
    1.526,  # cast
    -1.252,  # has_cast
    1.016,  # others
    0.172,  # dominance
)
LEADS_BY_THEME = {
    "agriculture": -0.06,
    "alliance-politics": -0.38,
    "autos": -0.05,
    "batteries-ev": -0.30,
    "china-strategy": -0.36,
    "currency": 0.01,
    "defense-cost-sharing": 0.49,
    "defense-industry": 0.00,
    "defense-spending": 0.17,
    "denuclearization-diplomacy": 0.19,
    "digital-trade": 0.18,
    "energy": 0.10,
    "extended-deterrence": 0.32,
    "human-rights": -0.12,
    "intelligence-cyber": -0.12,
    "inter-korean": 0.45,
    "investment": 0.21,
    "joint-exercises": -0.13,
    "korea-japan": -0.33,
    "korea-politics": 0.00,
    "missile-defense": -0.05,
    "nato-europe": 0.23,
    "naval-nuclear": 0.39,
    "north-korea-missiles": -0.69,
    "north-korea-nuclear": -0.59,
    "nuclear-armament-debate": -0.17,
    "opcon-transfer": 0.11,
    "public-opinion": 0.02,
    "russia-dprk": 0.12,
    "sanctions": 0.12,
    "semiconductors": 0.00,
    "shipbuilding": 0.29,
    "steel-aluminum": 0.03,
    "supply-chains": 0.31,
    "tariffs": 0.52,
    "technology": -0.39,
    "trade-agreements": -0.46,
    "trilateral-cooperation": 0.40,
    "us-japan-alliance": -0.37,
    "us-politics": -0.27,
    "usfk-posture": 0.14,
    "veterans-remains": 0.11,
    "visas-immigration": -0.11,
}
