"""Analysis of news on the Korea-US alliance, in English and Korean: pure functions of the text."""
