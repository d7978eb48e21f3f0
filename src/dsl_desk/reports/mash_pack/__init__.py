"""The written referral to a MASH: facts in, a document out."""
