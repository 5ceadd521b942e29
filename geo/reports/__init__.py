"""The five reports: their rules, vocabulary, chosen figures and facts."""
