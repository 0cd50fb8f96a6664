"""What members say of the records in which others wrote down what they got or gave."""
