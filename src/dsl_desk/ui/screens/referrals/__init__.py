"""Every referral, silent ones on top."""
