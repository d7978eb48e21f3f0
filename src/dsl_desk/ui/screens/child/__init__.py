"""One child: chronology, people around, details."""
