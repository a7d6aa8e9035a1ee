"""Weights of the themes' two logistic functions, as `python -m tests.eval.fit_themes` fits them. Not to be edited by hand."""

BOUNDS = (0.35, 0.25, 0.30)
HOLDS_BASE = -5.220
HOLDS = (
    1.667,  # different
    0.834,  # repeated
    1.095,  # is_strong
    0.544,  # often
    1.062,  # share
    -0.294,  # part
    -0.853,  # size
    0.667,  # spread
    0.465,  # first
    0.426,  # title
    -0.716,  # lead
    0.147,  # opening
    0.616,  # sentences
    -0.886,  # rank
    -0.595,  # korean
    0.524,  # cast
    -0.198,  # has_cast
    0.777,  # others
    0.454,  # dominance
)
HOLDS_BY_THEME = {
    "agriculture": -0.25,
    "alliance-politics": -0.01,
    "autos": 0.61,
    "batteries-ev": -0.19,
    "china-strategy": -0.56,
    "currency": 0.14,
    "defense-cost-sharing": 0.33,
    "defense-industry": -0.88,
    "defense-spending": 0.58,
    "denuclearization-diplomacy": -0.44,
    "digital-trade": 0.08,
    "energy": -0.36,
    "extended-deterrence": -0.02,
    "human-rights": -0.65,
    "intelligence-cyber": -0.12,
    "inter-korean": -0.12,
    "investment": 1.53,
    "joint-exercises": 0.99,
    "korea-japan": 0.21,
    "korea-politics": -0.72,
    "missile-defense": -0.52,
    "nato-europe": 0.50,
    "naval-nuclear": 0.11,
    "north-korea-missiles": -0.96,
    "north-korea-nuclear": -0.39,
    "nuclear-armament-debate": -0.62,
    "opcon-transfer": 0.38,
    "public-opinion": -0.62,
    "russia-dprk": 0.29,
    "sanctions": 0.65,
    "semiconductors": 0.52,
    "shipbuilding": -0.06,
    "steel-aluminum": -0.14,
    "supply-chains": 0.65,
    "tariffs": 0.95,
    "technology": -0.64,
    "trade-agreements": -0.49,
    "trilateral-cooperation": 0.77,
    "us-japan-alliance": -0.36,
    "us-politics": -0.84,
    "usfk-posture": 0.27,
    "veterans-remains": 0.07,
    "visas-immigration": 0.33,
}
LEADS_BASE = -8.073
LEADS = (
    -0.193,  # different
    0.685,  # repeated
    0.503,  # is_strong
    0.077,  # often
    2.723,  # share
    1.767,  # part
    -0.923,  # size
    1.275,  # spread
    -0.785,  # first
    1.303,  # title
    0.588,  # lead
    0.757,  # opening
    0.634,  # sentences
    0.978,  # rank
    -0.646,  # korean
    1.845,  # cast
    -1.364,  # has_cast
    1.173,  # others
    0.135,  # dominance
)
LEADS_BY_THEME = {
    "agriculture": -0.07,
    "alliance-politics": -0.33,
    "autos": -0.06,
    "batteries-ev": -0.41,
    "china-strategy": -0.36,
    "currency": -0.00,
    "defense-cost-sharing": 0.59,
    "defense-industry": 0.04,
    "defense-spending": 0.25,
    "denuclearization-diplomacy": 0.10,
    "digital-trade": 0.26,
    "energy": 0.13,
    "extended-deterrence": 0.24,
    "human-rights": -0.15,
    "intelligence-cyber": -0.10,
    "inter-korean": 0.42,
    "investment": 0.27,
    "joint-exercises": -0.16,
    "korea-japan": -0.01,
    "korea-politics": -0.15,
    "missile-defense": -0.05,
    "nato-europe": 0.25,
    "naval-nuclear": 0.56,
    "north-korea-missiles": -0.98,
    "north-korea-nuclear": -0.88,
    "nuclear-armament-debate": -0.19,
    "opcon-transfer": 0.17,
    "public-opinion": 0.02,
    "russia-dprk": 0.16,
    "sanctions": 0.11,
    "semiconductors": 0.01,
    "shipbuilding": 0.41,
    "steel-aluminum": 0.03,
    "supply-chains": 0.43,
    "tariffs": 0.67,
    "technology": -0.53,
    "trade-agreements": -0.63,
    "trilateral-cooperation": 0.43,
    "us-japan-alliance": -0.40,
    "us-politics": -0.23,
    "usfk-posture": 0.16,
    "veterans-remains": 0.13,
    "visas-immigration": -0.15,
}
