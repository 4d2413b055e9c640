//! The words of the programme.
