"""One referral: its clocks, its paper, what came back."""
