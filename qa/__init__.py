"""Deskbook: ask your own pile of dated reports."""
